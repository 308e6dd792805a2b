/**
 * Faults on the wire: proxies with real sockets, on loopback, between the program and the servers that it talks to. What a proxy prints names
 * functions and faults, never a body.
 */
package dev.pg2convex.testing.proxy;
