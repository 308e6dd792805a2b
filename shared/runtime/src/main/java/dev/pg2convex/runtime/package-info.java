/** Puts the adapters together: from configuration to the ports that the functions work on, on Lambda and on a laptop alike. */
package dev.pg2convex.runtime;
