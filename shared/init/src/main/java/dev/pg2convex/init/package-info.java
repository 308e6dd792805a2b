/** A first mapping, and the Convex schema that goes with it, from what a Postgres catalog says. It deals in records and texts. */
package dev.pg2convex.init;
