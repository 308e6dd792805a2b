-- A run over a part of one table: which rows. Both null for every other run.

ALTER TABLE pg2convex.run ADD COLUMN part_keys text[], ADD COLUMN part_where text,
    ADD CHECK (part_keys IS NULL OR part_where IS NULL);
