/** Embedded PostgreSQL, the ElasticMQ queue and the local Convex server, each wrapped once. */
package dev.pg2convex.embedded;
