-- What the verifier and the planner report.

CREATE TABLE pg2convex.finding (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run_id uuid NOT NULL REFERENCES pg2convex.run,
    page_id bigint NOT NULL REFERENCES pg2convex.page,
    table_name text COLLATE "C" NOT NULL,
    kind text NOT NULL,
    key text COLLATE "C",
    document_id text COLLATE "C",
    field text
);
CREATE INDEX finding_by_run ON pg2convex.finding (run_id, id);
CREATE INDEX finding_by_page ON pg2convex.finding (page_id);
COMMENT ON TABLE pg2convex.finding IS 'Differences between source and target: keys, documents and fields, never values.';

CREATE TABLE pg2convex.natural_key (
    run_id uuid NOT NULL REFERENCES pg2convex.run,
    table_name text COLLATE "C" NOT NULL,
    document_id text COLLATE "C" NOT NULL,
    hash text COLLATE "C" NOT NULL,
    PRIMARY KEY (run_id, table_name, document_id)
);
CREATE INDEX natural_key_by_hash ON pg2convex.natural_key (run_id, table_name, hash);
COMMENT ON TABLE pg2convex.natural_key IS 'Hashed natural keys of scanned documents, to find those that share one; emptied when the next run starts.';

CREATE TABLE pg2convex.collision (
    run_id uuid NOT NULL REFERENCES pg2convex.run,
    table_name text COLLATE "C" NOT NULL,
    field text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    reject boolean NOT NULL,
    PRIMARY KEY (run_id, table_name, field, key)
);
CREATE INDEX collision_rejected ON pg2convex.collision (run_id, table_name, key) WHERE reject;
COMMENT ON TABLE pg2convex.collision IS 'Source rows that share a value of a field that should be unique.';
