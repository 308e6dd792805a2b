/** Wrapped real servers for tests, the fault proxy, data generators, hand-written fakes. */
package dev.pg2convex.testing;
