/** What a run would do, found out without writing anything: every row read and transformed as a run does it, and counted. */
package dev.pg2convex.local.dryrun;
