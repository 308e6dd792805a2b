-- A database with everything in it that a Postgres schema can have: keys, references, types, names, and kinds of tables.
-- What cannot be carried is marked "reject" where it stands, and listed in EverythingTest.

CREATE EXTENSION citext;
CREATE EXTENSION hstore;
CREATE EXTENSION ltree;

CREATE SCHEMA billing;
CREATE SCHEMA "Odd schema";

-- Types -----------------------------------------------------------------------------------------------------------------------------

CREATE TYPE mood AS ENUM ('fine', 'so-so', 'it''s "odd"', E'two\nlines', '', 'größer', '日本', 'back\slash', '${x}', '*/');
CREATE TYPE point3 AS (x double precision, y double precision, z double precision);
CREATE TYPE box3 AS ("Lower left" point3, upper point3, tags text[], how mood);
CREATE TYPE floatrange AS RANGE (subtype = float8, subtype_diff = float8mi);
CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
CREATE DOMAIN small_positive AS positive CHECK (VALUE < 1000);
CREATE DOMAIN email AS citext CHECK (VALUE ~ '@');
CREATE DOMAIN words AS text[] CHECK (cardinality(VALUE) < 10);
CREATE DOMAIN spot AS point3;
CREATE DOMAIN required_text AS text NOT NULL;
CREATE COLLATION linguistic (provider = icu, locale = 'de-u-co-phonebk');

-- Keys: one table for each kind -------------------------------------------------------------------------------------------------------

CREATE TABLE key_int2 (id smallint PRIMARY KEY, v text);
INSERT INTO key_int2 VALUES (-32768, 'least'), (-1, 'minus'), (0, 'zero'), (32767, 'most');

CREATE TABLE key_int4 (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, v text);
INSERT INTO key_int4 (v) SELECT 'row ' || n FROM generate_series(1, 40) AS n;
INSERT INTO key_int4 (id, v) OVERRIDING SYSTEM VALUE VALUES (-2147483648, 'least'), (2147483647, 'most');

CREATE TABLE key_int8 (id bigserial PRIMARY KEY, v text);
INSERT INTO key_int8 VALUES (-9223372036854775808, 'least'), (0, 'zero'), (9223372036854775807, 'most'), (9007199254740993, 'beyond a double');

CREATE TABLE key_uuid (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), v text);
INSERT INTO key_uuid VALUES ('00000000-0000-0000-0000-000000000000', 'nil'), ('ffffffff-ffff-ffff-ffff-ffffffffffff', 'max');
INSERT INTO key_uuid (v) SELECT 'row ' || n FROM generate_series(1, 20) AS n;

CREATE TABLE key_text (code text PRIMARY KEY, v text);
INSERT INTO key_text VALUES ('', 'empty'), (' ', 'space'), ('a', 'a'), ('A', 'A'), ('ä', 'umlaut'), ('é', 'composed'), (U&'e\0301', 'decomposed'),
    ('"quoted"', 'quotes'), ('a,b', 'comma'), (E'two\nlines', 'newline'), ('😀', 'emoji'), ('\', 'backslash'), ('{}', 'braces'), ('NULL', 'null');

CREATE TABLE key_linguistic (name text COLLATE linguistic PRIMARY KEY, v text);
INSERT INTO key_linguistic VALUES ('ab', '1'), ('Ab', '2'), ('äb', '3'), ('aeb', '4'), ('a-b', '5'), ('a b', '6'), ('', '7'), ('zz', '8'), ('ß', '9'), ('ss', '10');

CREATE TABLE key_c (name text COLLATE "C" PRIMARY KEY, v text);
INSERT INTO key_c VALUES ('Z', '1'), ('a', '2'), ('ä', '3'), ('', '4'), ('~', '5');

CREATE TABLE key_citext (name citext PRIMARY KEY, v text);
INSERT INTO key_citext VALUES ('Ann', '1'), ('BOB', '2'), ('ÄRGER', '3'), ('', '4');

CREATE TABLE key_bpchar (code char(4) PRIMARY KEY, v text);
INSERT INTO key_bpchar VALUES ('a', '1'), ('ab', '2'), ('abcd', '3'), ('', '4');

CREATE TABLE key_date (day date PRIMARY KEY, v text);
INSERT INTO key_date VALUES ('-infinity', 'before all'), ('4713-01-01 BC', 'old'), ('2024-02-29', 'leap'), ('9999-12-31', 'far'), ('infinity', 'after all');

CREATE TABLE key_timestamptz (at timestamptz PRIMARY KEY, v text);
INSERT INTO key_timestamptz VALUES ('-infinity', 'reject: its field is no number'), ('0044-03-15 12:00+00 BC', 'old'), ('2024-01-01 00:00:00.000001+02', 'micro'),
    ('2024-01-01 00:00:00.000002+02', 'next micro'), ('infinity', 'reject: its field is no number');

CREATE TABLE key_timestamp (at timestamp PRIMARY KEY, v text);
INSERT INTO key_timestamp VALUES ('1969-12-31 23:59:59.999999', '1'), ('1970-01-01', '2'), ('2038-01-19 03:14:08', '3');

CREATE TABLE key_bytea (hash bytea PRIMARY KEY, v text);
INSERT INTO key_bytea VALUES ('\x', 'empty'), ('\x00', 'zero'), ('\x0000', 'zeros'), ('\xff', 'ff'), (sha256('a'), 'hash');

CREATE TABLE key_enum (m mood PRIMARY KEY, v text);
INSERT INTO key_enum SELECT unnest(enum_range(NULL::mood)), 'in the order of the type';

CREATE TABLE key_numeric (n numeric PRIMARY KEY, v text);
INSERT INTO key_numeric VALUES ('-Infinity', '1'), (-1.50, '2'), (0, '3'), (0.000000000000000000001, '4'), (1.0, '5'), (1e30, '6'), ('Infinity', '7'), ('NaN', '8');

CREATE TABLE key_float (f float8 PRIMARY KEY, v text);
INSERT INTO key_float VALUES ('-Infinity', '1'), (-0.0, '2'), (1e-300, '3'), (0.1, '4'), ('Infinity', '5'), ('NaN', '6');

CREATE TABLE key_inet (address inet PRIMARY KEY, v text);
INSERT INTO key_inet VALUES ('10.0.0.1', '1'), ('10.0.0.1/24', '2'), ('10.0.0.0/8', '3'), ('::1', '4'), ('2001:db8::/32', '5');

CREATE TABLE key_bool (b boolean PRIMARY KEY, v text);
INSERT INTO key_bool VALUES (true, 'yes'), (false, 'no');

CREATE TABLE key_domain (n small_positive PRIMARY KEY, v text);
INSERT INTO key_domain VALUES (1, '1'), (999, '2');

CREATE TABLE key_composite (tenant uuid, "Kind" mood, n int8, at date, PRIMARY KEY (tenant, "Kind", n, at));
INSERT INTO key_composite SELECT ('00000000-0000-0000-0000-00000000000' || t)::uuid, m, n, date '2024-01-01' + n::int
    FROM generate_series(1, 2) AS t, unnest(enum_range(NULL::mood)) AS m, generate_series(-1, 1) AS n;

CREATE TABLE key_unique_index (a integer NOT NULL, b text NOT NULL, v text);
CREATE UNIQUE INDEX key_unique_index_key ON key_unique_index (b, a);
INSERT INTO key_unique_index VALUES (1, 'x', '1'), (1, 'y', '2'), (2, 'x', '3');

-- No key at all: left out, with a warning.
CREATE TABLE without_key (a integer, b text UNIQUE);
INSERT INTO without_key VALUES (1, NULL), (1, NULL);

-- Shapes of references --------------------------------------------------------------------------------------------------------------

CREATE TABLE people (
    id integer GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    badge text NOT NULL UNIQUE,
    manager_id integer REFERENCES people,
    mentor_badge text REFERENCES people (badge),
    name text NOT NULL
);
INSERT INTO people (id, badge, manager_id, mentor_badge, name) SELECT n, 'b' || n, nullif(n / 2, 0), CASE WHEN n > 50 THEN 'b' || (n - 50) END, 'Person ' || n
    FROM generate_series(1, 100) AS n;
-- A chain of 50, each the child of the next one: parents come after their children.
INSERT INTO people (id, badge, manager_id, name) SELECT n, 'c' || n, NULL, 'Chain ' || n FROM generate_series(201, 250) AS n;
UPDATE people SET manager_id = id + 1 WHERE id BETWEEN 201 AND 249;

-- Two tables that need each other: a department has a head, who has a department.
CREATE TABLE departments (id smallint PRIMARY KEY, name text NOT NULL UNIQUE, head_id integer NOT NULL);
CREATE TABLE staff (id integer PRIMARY KEY, department_id smallint NOT NULL REFERENCES departments, name text NOT NULL);
ALTER TABLE departments ADD FOREIGN KEY (head_id) REFERENCES staff DEFERRABLE INITIALLY DEFERRED;
BEGIN;
INSERT INTO departments SELECT n, 'Department ' || n, n * 10 FROM generate_series(1, 5) AS n;
INSERT INTO staff SELECT n, 1 + n % 5, 'Staff ' || n FROM generate_series(10, 50) AS n;
COMMIT;

-- Three in a ring, all nullable.
CREATE TABLE ring_a (id integer PRIMARY KEY, next_id integer);
CREATE TABLE ring_b (id integer PRIMARY KEY, next_id integer REFERENCES ring_a);
CREATE TABLE ring_c (id integer PRIMARY KEY, next_id integer REFERENCES ring_b);
INSERT INTO ring_a SELECT n, n FROM generate_series(1, 10) AS n;
INSERT INTO ring_b SELECT n, n FROM generate_series(1, 10) AS n;
INSERT INTO ring_c SELECT n, n FROM generate_series(1, 10) AS n;
ALTER TABLE ring_a ADD FOREIGN KEY (next_id) REFERENCES ring_c;

-- A composite reference, one to a key that is not the primary one, and several to one table.
CREATE TABLE warehouses (country char(2), number integer, name text NOT NULL, PRIMARY KEY (country, number));
INSERT INTO warehouses VALUES ('DE', 1, 'North'), ('DE', 2, 'South'), ('FR', 1, 'West');
CREATE TABLE transfers (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    from_country char(2) NOT NULL, from_number integer NOT NULL,
    to_country char(2), to_number integer,
    by_badge text NOT NULL REFERENCES people (badge) ON UPDATE CASCADE,
    approved_by integer REFERENCES people,
    FOREIGN KEY (from_country, from_number) REFERENCES warehouses,
    FOREIGN KEY (to_country, to_number) REFERENCES warehouses
);
INSERT INTO transfers (from_country, from_number, to_country, to_number, by_badge, approved_by) VALUES
    ('DE', 1, 'FR', 1, 'b1', 2), ('DE', 2, NULL, NULL, 'b2', NULL), ('FR', 1, 'DE', NULL, 'b3', NULL);

-- A join table whose key is its two references.
CREATE TABLE tags (name citext PRIMARY KEY);
INSERT INTO tags VALUES ('red'), ('Green'), ('BLUE');
CREATE TABLE person_tags (person_id integer REFERENCES people ON DELETE CASCADE, tag citext REFERENCES tags, since date NOT NULL DEFAULT '2024-01-01',
    PRIMARY KEY (person_id, tag));
INSERT INTO person_tags (person_id, tag) SELECT p, t FROM generate_series(1, 20) AS p, unnest(ARRAY['RED', 'green', 'blue']) AS t;

-- One to one: the key is the reference.
CREATE TABLE profiles (person_id integer PRIMARY KEY REFERENCES people, bio text, links jsonb NOT NULL DEFAULT '[]');
INSERT INTO profiles VALUES (1, NULL, DEFAULT), (2, 'ok', '[{"$ref": 1, "ünï": null, "": [1.5]}]');

-- A reference that was never checked: an orphan (reject), and a child of a row that is rejected itself (reject).
CREATE TABLE orders (id integer PRIMARY KEY, placed timestamptz NOT NULL, total numeric(12, 2) NOT NULL);
INSERT INTO orders VALUES (1, '2024-05-01', 10.00), (2, '290000-01-01 00:00:00.000001+00', 20.10 /* reject: too far away for microseconds */), (3, '2024-05-03', 0);
CREATE TABLE order_lines (order_id integer NOT NULL, n smallint NOT NULL, article text NOT NULL, PRIMARY KEY (order_id, n));
INSERT INTO order_lines VALUES (1, 1, 'pen'), (1, 2, 'ink'), (2, 1, 'reject: of a rejected order'), (9, 1, 'reject: an orphan');
ALTER TABLE order_lines ADD FOREIGN KEY (order_id) REFERENCES orders NOT VALID;

-- Values -----------------------------------------------------------------------------------------------------------------------------

CREATE TABLE numbers (id integer PRIMARY KEY, i2 smallint, i4 integer, i8 bigint, f4 real, f8 double precision, n numeric, n2 numeric(10, 2), m money,
    o oid, p positive, sp small_positive NOT NULL, b boolean, doubled bigint GENERATED ALWAYS AS (i8 / 2) STORED, virtual integer GENERATED ALWAYS AS (i4 / 2));
INSERT INTO numbers VALUES
    (1, -32768, -2147483648, -9223372036854775808, '-Infinity', '-Infinity', '-Infinity', -99999999.99, '-92233720368547758.08', 0, 1, 1, false),
    (2, 32767, 2147483647, 9223372036854775807, 'NaN', 'NaN', 'NaN', 99999999.99, '92233720368547758.07', 4294967295, 2147483647, 999, true),
    (3, 0, 0, 0, '-0', '-0', 0.00, 0, 0, 1, NULL, 5, NULL),
    (4, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 7, NULL),
    (5, 1, 1, 9007199254740993, 1e-45, 5e-324, 123456789012345678901234567890.123456789, 0.10, 1.5, 2, 3, 8, true);

CREATE TABLE texts (id integer PRIMARY KEY, t text, v varchar(20), c char(5), ci citext, one "char", nm name, e email, w required_text,
    u uuid, m mood, x xml, b bit(3), vb bit varying, ts tsvector, tq tsquery, lt ltree, jp jsonpath);
INSERT INTO texts VALUES
    (1, '', '', '', '', '', '', 'A@b', '', '00000000-0000-0000-0000-000000000001', '', '<a/>', '101', '', '', 'a', 'a.b', '$'),
    (2, E'\u202Eאבג\u0001\n\t"''\\', 'ünï', 'é', 'ÄÖ', 'x', 'name', 'x@y', ' ', NULL, 'it''s "odd"', '<a b="c">&amp;</a>', '000', '1', 'a:1 b:2', 'a & b', 'top', '$.a[*]'),
    (3, repeat('long 😀 ', 30000), NULL, NULL, NULL, NULL, NULL, NULL, 'x', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
    (4, repeat('x', 1100000) /* reject: over 1 MiB */, NULL, NULL, NULL, NULL, NULL, NULL, 'x', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);

CREATE TABLE times (id integer PRIMARY KEY, d date, t time, tz timetz, ts timestamp, tstz timestamptz, i interval, r daterange, mr datemultirange, tr tstzrange,
    fr floatrange, ir int4range);
INSERT INTO times VALUES
    (1, '2024-02-29', '23:59:59.999999', '12:00:00+05:45', '2024-02-29 12:00:00.123456', '2024-02-29 12:00:00.654321+00', '1 year 2 mons -3 days 04:05:06.7',
        '[2024-01-01,2024-02-01)', '{[2024-01-01,2024-01-02),[2024-03-01,)}', '[2024-01-01 00:00+00,)', '(0.1,0.2]', 'empty'),
    (2, 'infinity', '24:00', '00:00-15:59', '1900-01-01', '1883-11-18 12:03:58+00', '-infinity', '(,)', '{}', 'empty', NULL, '[1,5]'),
    (3, '-infinity', '00:00', NULL, NULL, NULL, '0', NULL, NULL, NULL, NULL, NULL),
    (4, NULL, NULL, NULL, 'infinity' /* reject: no number */, NULL, NULL, NULL, NULL, NULL, NULL, NULL);

CREATE TABLE documents (id integer PRIMARY KEY, j json, jb jsonb, h hstore, raw bytea);
INSERT INTO documents VALUES
    (1, '{"a": 1, "a": 2}', '{"$integer": "x", "ünï": {"_y": 1, "": []}, "n": 0.1}', 'a=>1, "b c"=>NULL', '\x00ff'),
    (2, '[]', '"text"', '', '\x'),
    (3, 'null', 'null', NULL, NULL),
    (4, '1', '9007199254740993' /* reject: does not survive as a double */, NULL, NULL),
    (5, NULL, (repeat('[', 17) || repeat(']', 17))::jsonb /* reject: too deep */, NULL, NULL);

CREATE TABLE arrays (id integer PRIMARY KEY, i integer[], i2 integer[][], t text[] NOT NULL DEFAULT '{}', n numeric[], b boolean[], ts timestamptz[], j jsonb[],
    m mood[], raw bytea[], p point3[], bx box[], r int4range[], ws words, e email[], big bigint[]);
INSERT INTO arrays VALUES
    (1, '{1,NULL,3}', '{{1,2},{3,4}}', '{"a,b","","NULL",NULL,"q\"x","\\"}', '{1.0,NaN}', '{t,f,NULL}', '{"2024-01-01 00:00:00.000001+00"}',
        ARRAY['{"a":1}', '[1]', 'null']::jsonb[], ARRAY['', 'it''s "odd"']::mood[], ARRAY['\x00', '\x']::bytea[],
        ARRAY[(1, 2, NULL)::point3, NULL], '{(1,1),(0,0);(2,2),(1,1)}', '{"[1,2)",empty}', '{x,y}', '{A@b}', '{9223372036854775807}'),
    (2, '[0:2]={1,2,3}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}'),
    (3, NULL, NULL, '{x}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
    (4, (SELECT array_agg(n) FROM generate_series(1, 8193) AS n) /* reject: too long */, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);

CREATE TABLE composites (id integer PRIMARY KEY, p point3, b box3, bs box3[], s spot);
INSERT INTO composites VALUES
    (1, (1, -0.5, 'NaN'), (ROW(1, 2, 3)::point3, NULL, ARRAY['a "b"', NULL], 'fine'), ARRAY[(NULL, ROW(0, 0, 0)::point3, '{}', '')::box3], (1, 2, 3)),
    (2, (NULL, NULL, NULL), (NULL, NULL, NULL, NULL), '{}', NULL),
    (3, NULL, NULL, NULL, NULL);

CREATE TABLE shapes (id integer PRIMARY KEY, pt point, ln line, seg lseg, bx box, pa path, po polygon, ci circle, ip inet, net cidr, mac macaddr, mac8 macaddr8,
    lsn pg_lsn, xid xid8, snap pg_snapshot, rc regclass, rt regtype);
INSERT INTO shapes VALUES
    (1, '(1,2.5)', '{1,-1,0}', '[(0,0),(1,1)]', '(1,1),(0,0)', '((0,0),(1,1))', '((0,0),(1,0),(1,1))', '<(0,0),1.5>', '10.0.0.1/24', '10.0.0.0/8',
        '08:00:2b:01:02:03', '08:00:2b:01:02:03:04:05', '16/B374D848', '18446744073709551615', '10:20:10,14', 'people', 'mood'),
    (2, NULL, NULL, NULL, NULL, '[(0,0),(1,1)]', NULL, NULL, '::1', '2001:db8::/32', NULL, NULL, NULL, NULL, NULL, NULL, NULL);

-- Names ------------------------------------------------------------------------------------------------------------------------------

CREATE TABLE "Odd ""table""; name" (
    "_id" text, "id" integer PRIMARY KEY, "_creationTime" timestamptz, "a b" text, "a-b" text, "a_b" text, "aB" text, "AB" text, "Größe" text, "日本" text, "1st" text,
    "$x" text, "quo""te" text, "class" text, "constructor" text, "__proto__" text, "%" text, "select" text, "very_long_name_that_goes_on_and_on_to_the_limit_of_postgres" text
);
INSERT INTO "Odd ""table""; name" VALUES ('own', 1, '2024-01-01', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13', '14', '15', '16');
INSERT INTO "Odd ""table""; name" (id) VALUES (2);

CREATE TABLE "_system" ("Id" uuid PRIMARY KEY, "SYSTEM" boolean NOT NULL DEFAULT false);
INSERT INTO "_system" VALUES ('00000000-0000-0000-0000-000000000001');
CREATE TABLE "テーブル" (id serial PRIMARY KEY, "名前" text NOT NULL);
INSERT INTO "テーブル" ("名前") VALUES ('a'), ('b');
CREATE TABLE "CamelCase" ("userId" integer PRIMARY KEY, "createdAt" timestamptz NOT NULL);
INSERT INTO "CamelCase" VALUES (1, '2024-01-01');
CREATE TABLE camel_case ("user_id" integer PRIMARY KEY REFERENCES "CamelCase");
INSERT INTO camel_case VALUES (1);

-- The same name in other schemas, with a reference across them.
CREATE TABLE accounts (id integer PRIMARY KEY, owner_id integer NOT NULL REFERENCES people);
INSERT INTO accounts VALUES (1, 1), (2, 2);
CREATE TABLE billing.accounts (id integer PRIMARY KEY, account_id integer NOT NULL REFERENCES public.accounts, balance money NOT NULL);
INSERT INTO billing.accounts VALUES (7, 1, 10), (8, 2, -0.01);
CREATE TABLE "Odd schema".accounts (id integer PRIMARY KEY, parent_id integer REFERENCES billing.accounts);
INSERT INTO "Odd schema".accounts VALUES (1, 7), (2, NULL);

-- Kinds of tables --------------------------------------------------------------------------------------------------------------------

CREATE TABLE events (id bigint GENERATED ALWAYS AS IDENTITY, at timestamptz NOT NULL, kind text NOT NULL, person_id integer REFERENCES people, PRIMARY KEY (at, kind, id))
    PARTITION BY RANGE (at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01 00:00+00') TO ('2025-01-01 00:00+00') PARTITION BY LIST (kind);
CREATE TABLE events_2024_click PARTITION OF events_2024 FOR VALUES IN ('click');
CREATE TABLE events_2024_other PARTITION OF events_2024 DEFAULT;
CREATE TABLE events_rest PARTITION OF events DEFAULT;
INSERT INTO events (at, kind, person_id) SELECT timestamptz '2023-12-31 12:00+00' + n * interval '1 hour', CASE n % 3 WHEN 0 THEN 'click' ELSE 'view' END, 1 + n % 100
    FROM generate_series(1, 60) AS n;
CREATE TABLE event_notes (id integer PRIMARY KEY, event_at timestamptz NOT NULL, event_kind text NOT NULL, event_id bigint NOT NULL,
    note text NOT NULL, FOREIGN KEY (event_at, event_kind, event_id) REFERENCES events);
INSERT INTO event_notes SELECT row_number() OVER (ORDER BY at), at, kind, id, 'note' FROM events ORDER BY at LIMIT 5;

CREATE TABLE vehicles (id integer PRIMARY KEY, wheels smallint NOT NULL);
CREATE TABLE trucks (load_kg integer, PRIMARY KEY (id)) INHERITS (vehicles);
INSERT INTO vehicles VALUES (1, 2), (2, 4);
INSERT INTO trucks VALUES (3, 6, 7500), (4, 8, NULL);

CREATE UNLOGGED TABLE cache (key text PRIMARY KEY, value jsonb NOT NULL);
INSERT INTO cache VALUES ('a', '{}');

CREATE TABLE altered (id integer PRIMARY KEY, gone_1 text, kept text, gone_2 integer);
INSERT INTO altered VALUES (1, 'x', 'kept', 1);
ALTER TABLE altered DROP COLUMN gone_1, DROP COLUMN gone_2, ADD COLUMN added integer NOT NULL DEFAULT 42;
INSERT INTO altered VALUES (2, NULL, 43);

CREATE TABLE secured (id integer PRIMARY KEY, tenant text NOT NULL);
INSERT INTO secured VALUES (1, 'a'), (2, 'b');
ALTER TABLE secured ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON secured USING (tenant = current_user);

CREATE TABLE empty_table (id integer PRIMARY KEY, v text);
CREATE TABLE only_key (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
INSERT INTO only_key DEFAULT VALUES;

CREATE TABLE indexed (id integer PRIMARY KEY, a integer NOT NULL, b text, c timestamptz, d jsonb);
CREATE INDEX ON indexed (a);
CREATE INDEX ON indexed (a, b);
CREATE INDEX ON indexed (b DESC NULLS LAST, c) INCLUDE (a);
CREATE INDEX ON indexed (lower(b));
CREATE INDEX ON indexed (c) WHERE a > 0;
CREATE INDEX ON indexed USING gin (d);
CREATE INDEX ON indexed USING hash (b);
CREATE INDEX ON indexed USING brin (c);
CREATE UNIQUE INDEX ON indexed (c, a);
INSERT INTO indexed SELECT n, n % 3, 'b' || n, timestamptz '2024-01-01' + n * interval '1 day', '{}' FROM generate_series(1, 10) AS n;

-- No tables: left out.
CREATE VIEW everybody AS SELECT id, name FROM people;
CREATE MATERIALIZED VIEW counted AS SELECT count(*) AS n FROM people;
CREATE SEQUENCE numbers_of_orders;

ANALYZE;
