/** The Convex client, value codec, failure categories, batching, pacing. */
package dev.pg2convex.convex;
