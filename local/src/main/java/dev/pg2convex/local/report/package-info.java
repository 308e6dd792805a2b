/** What a run did, for people and for programs. */
package dev.pg2convex.local.report;
