/** What the tests of several functions need of the real source, store and queue. */
package dev.pg2convex.testing.functions;
