/**
 * Reads the source database: its catalog, and rows as cells.
 *
 * <p>The SQL text ({@link dev.pg2convex.postgres.source.SelectSql}), the decoding of what comes back
 * ({@link dev.pg2convex.postgres.source.CellDecoder}) and the unit of work ({@link dev.pg2convex.postgres.source.Snapshots}) are three things.
 * Every value travels as Postgres's own text.
 */
package dev.pg2convex.postgres.source;
