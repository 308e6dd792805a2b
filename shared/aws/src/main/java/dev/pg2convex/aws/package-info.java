/** SQS, Secrets Manager, event decoding, typed configuration from the environment. */
package dev.pg2convex.aws;
