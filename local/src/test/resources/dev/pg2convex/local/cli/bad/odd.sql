-- Tables that cannot be moved as they stand, each for a reason of its own, and a role that may not see all of them.
CREATE TABLE no_key (a integer, b text);
CREATE TABLE nearly_key (a integer NOT NULL, b integer NOT NULL, name text NOT NULL UNIQUE, code text UNIQUE, UNIQUE (a, b));

CREATE COLLATION loose (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
CREATE TYPE pair AS (a integer, b integer);
CREATE TABLE loose_key (name text COLLATE loose PRIMARY KEY);
CREATE TABLE json_key (doc jsonb PRIMARY KEY);
CREATE TABLE list_key (tags text[] PRIMARY KEY);
CREATE TABLE pair_key (p pair PRIMARY KEY);
CREATE TABLE range_key (r numrange PRIMARY KEY);
CREATE TABLE point_key (id integer PRIMARY KEY, at point NOT NULL);

CREATE TABLE secured (id integer PRIMARY KEY, tenant text NOT NULL);
ALTER TABLE secured ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON secured USING (tenant = current_user);
CREATE TABLE hidden (id integer PRIMARY KEY, v text);
CREATE TABLE partly (id integer PRIMARY KEY, shown text, secret text);
CREATE SCHEMA locked;
CREATE TABLE locked.vault (id integer PRIMARY KEY);
GRANT SELECT ON secured, locked.vault TO limited;
GRANT SELECT (id, shown) ON partly TO limited;

CREATE VIEW everybody AS SELECT id, shown FROM partly;
CREATE MATERIALIZED VIEW counted AS SELECT count(*) AS n FROM partly;
CREATE FOREIGN DATA WRAPPER elsewhere;
CREATE SERVER another FOREIGN DATA WRAPPER elsewhere;
CREATE FOREIGN TABLE remote (id integer NOT NULL) SERVER another;
CREATE SEQUENCE order_numbers;

CREATE TABLE events (id integer NOT NULL, at date NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE vehicles (id integer PRIMARY KEY);
CREATE TABLE trucks (load integer, PRIMARY KEY (id)) INHERITS (vehicles);
CREATE TABLE buses (seats integer, PRIMARY KEY (id)) INHERITS (vehicles);

CREATE TABLE clashing (id integer PRIMARY KEY, created_at date, "createdAt" date);
CREATE TABLE foreign_names (id integer PRIMARY KEY, "größe" text, "_id" text, "a%b" text);
DO $$ BEGIN EXECUTE 'CREATE TABLE wide (id integer PRIMARY KEY' || (SELECT string_agg(', c' || n || ' integer', '') FROM generate_series(1, 1100) AS n) || ')'; END $$;

CREATE TABLE teams (id integer PRIMARY KEY, name text NOT NULL, closed boolean NOT NULL);
CREATE TABLE members (id integer PRIMARY KEY, team_id integer NOT NULL REFERENCES teams);
CREATE TABLE order_lines (order_id integer, n integer, article text, PRIMARY KEY (order_id, n));
CREATE TABLE shipments (id integer PRIMARY KEY, order_id integer NOT NULL, n integer NOT NULL);
CREATE TABLE depts (id integer PRIMARY KEY, head_id integer NOT NULL);
CREATE TABLE heads (id integer PRIMARY KEY, dept_id integer NOT NULL REFERENCES depts);
ALTER TABLE depts ADD FOREIGN KEY (head_id) REFERENCES heads;

CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE types (id integer PRIMARY KEY, big bigint NOT NULL, amount numeric NOT NULL, flag boolean NOT NULL, body text NOT NULL, at timestamptz NOT NULL,
    raw bytea NOT NULL, doc jsonb NOT NULL, bigs bigint[] NOT NULL, p pair NOT NULL, feeling mood NOT NULL, price money NOT NULL, span interval NOT NULL);
CREATE TABLE maybe (id integer PRIMARY KEY, a text, b text, c integer);
