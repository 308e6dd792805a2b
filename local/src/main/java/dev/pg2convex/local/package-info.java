/** The command line and the engine that drives the same handlers in one process. */
package dev.pg2convex.local;
