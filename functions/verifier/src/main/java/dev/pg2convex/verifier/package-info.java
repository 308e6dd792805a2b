/** Compares both sides of one page. */
package dev.pg2convex.verifier;
