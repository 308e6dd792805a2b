-- A run over rows that were set aside: which of them. Null for every other run.

ALTER TABLE pg2convex.run ADD COLUMN redrive_reasons text[], ADD COLUMN redrive_keys text[],
    ADD CHECK ((redrive_reasons IS NULL) = (redrive_keys IS NULL));
