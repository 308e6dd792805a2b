package dev.pg2convex.core.message;

/** The queues. */
public enum QueueName {
    PAGES, VERIFY, CONTROL
}
