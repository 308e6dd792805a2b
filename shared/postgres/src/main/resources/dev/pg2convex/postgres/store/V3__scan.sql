-- What a scan of a Convex table has seen, so that it can stop and go on, and what a verification did not compare.

DROP TABLE pg2convex.natural_key;

CREATE TABLE pg2convex.scanned_document (
    run_id uuid NOT NULL REFERENCES pg2convex.run,
    table_name text COLLATE "C" NOT NULL,
    document_id text COLLATE "C" NOT NULL,
    created double precision NOT NULL,
    standing text NOT NULL,
    key text COLLATE "C",
    natural_key text COLLATE "C",
    content text COLLATE "C",
    PRIMARY KEY (run_id, table_name, document_id)
);
CREATE INDEX scanned_document_by_standing ON pg2convex.scanned_document (run_id, table_name, standing);
CREATE INDEX scanned_document_by_natural_key ON pg2convex.scanned_document (run_id, table_name, natural_key);
CREATE INDEX scanned_document_by_content ON pg2convex.scanned_document (run_id, table_name, content);
COMMENT ON TABLE pg2convex.scanned_document IS 'Scanned documents that do not simply belong to a row, or whose hashes must be compared with those of others; emptied when the next run starts.';
COMMENT ON COLUMN pg2convex.scanned_document.natural_key IS 'Hash of the natural key, in a table with match.';
COMMENT ON COLUMN pg2convex.scanned_document.content IS 'Hash of all mapped fields, in a table that is shared.';

CREATE TABLE pg2convex.not_compared (
    page_id bigint NOT NULL REFERENCES pg2convex.page,
    run_id uuid NOT NULL REFERENCES pg2convex.run,
    table_name text COLLATE "C" NOT NULL,
    reason text NOT NULL,
    amount bigint NOT NULL,
    PRIMARY KEY (page_id, reason)
);
CREATE INDEX not_compared_by_run ON pg2convex.not_compared (run_id);
COMMENT ON TABLE pg2convex.not_compared IS 'Rows and documents that a verification left out, by reason.';
