/** The one way from commands to a run, wherever it is driven. */
package dev.pg2convex.local.control;
