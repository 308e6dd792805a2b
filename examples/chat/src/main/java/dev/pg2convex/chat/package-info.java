/** The chat case: tables, data generator, mapping, Convex schema. */
package dev.pg2convex.chat;
