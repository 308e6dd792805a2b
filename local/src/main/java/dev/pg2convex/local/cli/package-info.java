/** The commands: what they take, and what they say. */
package dev.pg2convex.local.cli;
