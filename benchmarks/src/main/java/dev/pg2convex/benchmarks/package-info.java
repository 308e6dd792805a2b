/** Measurements; never deployed. */
package dev.pg2convex.benchmarks;
