/** The in-process engine: the functions' own handlers behind pollers that behave as Lambda's event sources do. */
package dev.pg2convex.local.engine;
