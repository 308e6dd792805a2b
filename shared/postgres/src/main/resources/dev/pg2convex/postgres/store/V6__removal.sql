-- What a mapping lets go of: fields and tables that later versions of it do not have, and all of it in a reset.

ALTER TABLE pg2convex.run DROP CONSTRAINT run_kind_check, ADD CHECK (kind IN ('migrate', 'verify', 'reset')),
    ADD COLUMN removed text CHECK (removed IN ('keep', 'delete'));
COMMENT ON COLUMN pg2convex.run.removed IS 'What the operator decided about what the mapping lets go of.';

CREATE TABLE pg2convex.written_field (
    target text COLLATE "C" NOT NULL,
    mapping text COLLATE "C" NOT NULL,
    table_name text COLLATE "C" NOT NULL,
    field text COLLATE "C" NOT NULL,
    -- No longer of the mapping, and to be taken out of the documents.
    removed boolean NOT NULL DEFAULT false,
    PRIMARY KEY (target, mapping, table_name, field)
);
COMMENT ON TABLE pg2convex.written_field IS 'The fields that documents of a target may have of a mapping, noted before their first write.';
