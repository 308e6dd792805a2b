/** The source reader and the migration store. */
package dev.pg2convex.postgres;
