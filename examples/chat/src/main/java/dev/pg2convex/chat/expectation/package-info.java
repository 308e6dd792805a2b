/**
 * What the chat case's documents must be, told a second time: from plain SQL and plain Java, without any of the engine's code, so that a mistake there
 * cannot hide itself.
 */
package dev.pg2convex.chat.expectation;
