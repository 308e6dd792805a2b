package dev.pg2convex.core.run;

/**
 * What a page that is done came to, however many attempts it took.
 *
 * @param read rows read, or documents looked at
 * @param written documents inserted, adopted, changed or deleted
 * @param rejected rows set aside
 * @param findings differences found
 */
public record PageTally(long read, long written, long rejected, long findings) {}
