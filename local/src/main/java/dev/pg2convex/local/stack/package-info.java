/** Runs that the functions of a CloudFormation stack drive: who follows one asks the coordinator, and nothing else. */
package dev.pg2convex.local.stack;
