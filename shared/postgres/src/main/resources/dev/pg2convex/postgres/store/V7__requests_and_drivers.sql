-- Requests may come twice, and a run may be driven by functions that a tick calls once a minute.

CREATE TABLE pg2convex.request (
    mapping text COLLATE "C" NOT NULL,
    request text COLLATE "C" NOT NULL,
    run_id uuid NOT NULL REFERENCES pg2convex.run,
    reopened boolean NOT NULL,
    PRIMARY KEY (mapping, request)
);
CREATE INDEX request_of_run ON pg2convex.request (run_id);
COMMENT ON TABLE pg2convex.request IS 'What each request (an event, an occurrence of a schedule) has led to; the same one again leads to nothing more.';
COMMENT ON COLUMN pg2convex.request.reopened IS 'The request did not make the run: it had its failed pages done again.';

ALTER TABLE pg2convex.heartbeat ADD COLUMN until_at timestamptz NOT NULL DEFAULT clock_timestamp();
COMMENT ON COLUMN pg2convex.heartbeat.until_at IS 'Until then the driver counts as there.';

ALTER TABLE pg2convex.stage ADD COLUMN progressed_at timestamptz NOT NULL DEFAULT clock_timestamp();
COMMENT ON COLUMN pg2convex.stage.progressed_at IS 'When pages were last added, or one was finished.';
