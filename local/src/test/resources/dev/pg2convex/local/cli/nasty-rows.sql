INSERT INTO users (mail, mood, moods, one, home, homes, strange, grid, score, big, seen, doc, raw, search, span) VALUES
  ('a@x', 'it''s', ARRAY['say "x"', NULL, E'two\nlines', '💩']::odd[], 'one', ROW('s', NULL, '', ARRAY['l', NULL]), ARRAY[NULL, ROW(NULL, 2, '名前', '{}')::address],
   ROW('v', 3), '{{1,2},{NULL,3}}', 1.50, 9007199254740993, '2020-01-01', '{"a": null}', '\x00ff', 'a:1 b', '[2020-01-01,2021-01-01)'),
  ('b@x', '', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, NULL, NULL, NULL, NULL, NULL);
INSERT INTO teams (owner_id, name) SELECT id, mail FROM users;
UPDATE users SET team = (SELECT t.id FROM teams t WHERE t.owner_id = users.id), manager_id = 1;
BEGIN; INSERT INTO cycle_a (b_id, n) VALUES (1, 1), (2, 2); INSERT INTO cycle_b (a_id) VALUES (2), (1); COMMIT;
BEGIN; INSERT INTO ring_x VALUES ('x', 'y'); INSERT INTO ring_y VALUES ('y', 'z'); INSERT INTO ring_z VALUES ('z', 'x'); COMMIT;
INSERT INTO tree VALUES (2, 2), (1, 2), (3, 1);
INSERT INTO tenants VALUES (1), (2); INSERT INTO orders VALUES (1, 1, 'c', 5), (1, 2, NULL, NULL), (2, 1, NULL, NULL);
INSERT INTO lines (tenant_id, order_no, note) VALUES (1, 2, 'n'), (2, NULL, NULL);
INSERT INTO loose VALUES (1, 2, 1), (2, NULL, 7), (3, 2, NULL);
INSERT INTO by_mail VALUES ('a@x', '2020-02-02 10:00');
INSERT INTO keyed VALUES ('k', 1, 2, true, 'user name', 'user_name', 'UserName', 'я', 3, 4, 5);
INSERT INTO keyless VALUES (1); INSERT INTO half_keyed VALUES (1);
INSERT INTO parted VALUES (1, '2020-05-05', 'first'), (1, '2022-05-05', 'default');
INSERT INTO base VALUES (1, 'base'), (2, 'base'); INSERT INTO derived VALUES (1, 'derived', 'more');
INSERT INTO indexed (id, a, j, d, c40) VALUES (1, 2, '{"$x": 1}', 'd', 40);
INSERT INTO app.users VALUES (1, 'app', 2, 'd');
INSERT INTO "Odd. schema"."Table, ""q"" é" VALUES (1, 'ü', 10, 0); INSERT INTO "Odd. schema".child VALUES (1, 10), (2, NULL);
INSERT INTO twice VALUES (1, 2);
INSERT INTO unchecked VALUES (2, 1);
INSERT INTO a_name_that_is_as_long_as_postgres_allows_it_to_be_which_is_63 VALUES (1, 2, 3);
