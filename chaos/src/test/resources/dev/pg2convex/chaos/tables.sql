CREATE TABLE person (id integer PRIMARY KEY, handle text NOT NULL, name text, age integer);
CREATE TABLE item (id bigint PRIMARY KEY, owner_id integer, title text NOT NULL, weight numeric);
CREATE TABLE node (code text PRIMARY KEY, parent_code text, label text NOT NULL);
