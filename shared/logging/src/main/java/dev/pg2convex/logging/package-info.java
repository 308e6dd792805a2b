/** The log of the functions on Lambda: one JSON object in one line for each message. */
package dev.pg2convex.logging;
