/** The parts of the write protocol (design: "exactly once over an at-least-once world") that more than one function carries out. */
package dev.pg2convex.core.protocol;
