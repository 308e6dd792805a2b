-- A music shop, in the manner of the well-known sample database of that kind: quoted names in capitals, a self-reference, a join table.
CREATE TABLE "Artist" ("ArtistId" INT NOT NULL, "Name" VARCHAR(120), CONSTRAINT "PK_Artist" PRIMARY KEY ("ArtistId"));
CREATE TABLE "Album" ("AlbumId" INT NOT NULL PRIMARY KEY, "Title" VARCHAR(160) NOT NULL, "ArtistId" INT NOT NULL REFERENCES "Artist");
CREATE INDEX "IFK_AlbumArtistId" ON "Album" ("ArtistId");
CREATE TABLE "Employee" ("EmployeeId" INT NOT NULL PRIMARY KEY, "LastName" VARCHAR(20) NOT NULL, "Title" VARCHAR(30), "ReportsTo" INT REFERENCES "Employee",
    "BirthDate" TIMESTAMP, "HireDate" TIMESTAMP);
CREATE TABLE "Customer" ("CustomerId" INT NOT NULL PRIMARY KEY, "FirstName" VARCHAR(40) NOT NULL, "Email" VARCHAR(60) NOT NULL, "Fax" VARCHAR(24),
    "SupportRepId" INT REFERENCES "Employee");
CREATE TABLE "Genre" ("GenreId" INT NOT NULL PRIMARY KEY, "Name" VARCHAR(120));
CREATE TABLE "MediaType" ("MediaTypeId" INT NOT NULL PRIMARY KEY, "Name" VARCHAR(120));
CREATE TABLE "Track" ("TrackId" INT NOT NULL PRIMARY KEY, "Name" VARCHAR(200) NOT NULL, "AlbumId" INT REFERENCES "Album", "MediaTypeId" INT NOT NULL REFERENCES "MediaType",
    "GenreId" INT REFERENCES "Genre", "Composer" VARCHAR(220), "Milliseconds" INT NOT NULL, "Bytes" INT, "UnitPrice" NUMERIC(10, 2) NOT NULL);
CREATE INDEX "IFK_TrackAlbumId" ON "Track" ("AlbumId");
CREATE TABLE "Invoice" ("InvoiceId" INT NOT NULL PRIMARY KEY, "CustomerId" INT NOT NULL REFERENCES "Customer", "InvoiceDate" TIMESTAMP NOT NULL, "Total" NUMERIC(10, 2) NOT NULL);
CREATE TABLE "InvoiceLine" ("InvoiceLineId" INT NOT NULL PRIMARY KEY, "InvoiceId" INT NOT NULL REFERENCES "Invoice", "TrackId" INT NOT NULL REFERENCES "Track",
    "UnitPrice" NUMERIC(10, 2) NOT NULL, "Quantity" INT NOT NULL);
CREATE TABLE "Playlist" ("PlaylistId" INT NOT NULL PRIMARY KEY, "Name" VARCHAR(120));
CREATE TABLE "PlaylistTrack" ("PlaylistId" INT NOT NULL REFERENCES "Playlist", "TrackId" INT NOT NULL REFERENCES "Track",
    CONSTRAINT "PK_PlaylistTrack" PRIMARY KEY ("PlaylistId", "TrackId"));
CREATE INDEX "IFK_PlaylistTrackTrackId" ON "PlaylistTrack" ("TrackId");

INSERT INTO "Artist" SELECT n, CASE WHEN n % 9 > 0 THEN 'Björn ' || n END FROM generate_series(1, 20) AS n;
INSERT INTO "Album" SELECT n, 'Album ' || n, 1 + n % 20 FROM generate_series(1, 40) AS n;
INSERT INTO "Employee" SELECT n, 'Employee ' || n, NULL, CASE WHEN n > 1 THEN 1 + n % 2 END, timestamp '1962-02-18' + n * interval '1 year', timestamp '2002-08-14' FROM generate_series(1, 8) AS n;
INSERT INTO "Customer" SELECT n, 'Customer ' || n, n || '@example.org', NULL, CASE WHEN n % 4 > 0 THEN 1 + n % 8 END FROM generate_series(1, 30) AS n;
INSERT INTO "Genre" VALUES (1, 'Rock'), (2, 'R&B/Soul'), (3, NULL);
INSERT INTO "MediaType" VALUES (1, 'AAC audio file');
INSERT INTO "Track" SELECT n, 'Track ' || n, 1 + n % 40, 1, 1 + n % 3, NULL, n * 1000, n * 100000, 0.99 FROM generate_series(1, 200) AS n;
INSERT INTO "Invoice" SELECT n, 1 + n % 30, timestamp '2021-01-01' + n * interval '1 day', n * 0.99 FROM generate_series(1, 50) AS n;
INSERT INTO "InvoiceLine" SELECT n, 1 + n % 50, 1 + n % 200, 0.99, 1 FROM generate_series(1, 150) AS n;
INSERT INTO "Playlist" VALUES (1, 'Music'), (2, 'Movies'), (3, NULL);
INSERT INTO "PlaylistTrack" SELECT 1, n FROM generate_series(1, 200) AS n;
