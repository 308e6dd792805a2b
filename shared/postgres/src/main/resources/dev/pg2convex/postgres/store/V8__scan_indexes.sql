-- What is alike is found by sorting a table's documents, once; every document that a scan notes would pay for these.

DROP INDEX pg2convex.scanned_document_by_natural_key;
DROP INDEX pg2convex.scanned_document_by_content;
