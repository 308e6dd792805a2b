/** Moves one page of rows. */
package dev.pg2convex.worker;
