/**
 * The migration store: schema {@code pg2convex} in a Postgres database, behind the ports of {@code dev.pg2convex.core.store}.
 *
 * <p>Each port method is one transaction that leaves nothing behind in its session, so that a transaction pooler may stand in between. All times are
 * the database's. The only class that touches Flyway is {@link dev.pg2convex.postgres.store.StoreMigrations}.
 */
package dev.pg2convex.postgres.store;
