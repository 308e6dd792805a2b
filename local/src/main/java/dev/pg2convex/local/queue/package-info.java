/** The event source: what stands between a queue and a Lambda function on AWS, for functions in this process. */
package dev.pg2convex.local.queue;
