package dev.pg2convex.core.run;

/**
 * What becomes of what a mapping lets go of: keep leaves documents as they are and forgets them; delete takes fields out of the documents that were
 * written, and deletes the documents that were inserted.
 */
public enum Removal {
    KEEP, DELETE
}
