/** The demonstration: the chat example from an empty database to a verified deployment, on this machine. */
package dev.pg2convex.local.demo;
