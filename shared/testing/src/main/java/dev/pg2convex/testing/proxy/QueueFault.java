package dev.pg2convex.testing.proxy;

/** What a queue may do to messages, and to a call of its API. */
public enum QueueFault {
    /** A send is carried out twice: its messages are doubled. */
    SENT_TWICE,
    /** Each message of a send becomes visible at a random time within {@value QueueFaultProxy#LATEST_SECONDS} s: they come in another order. */
    SENT_LATE,
    /** What a receive hands out is visible again at once, while the first receiver still works on it. */
    RECEIVED_TWICE,
    /** What a receive hands out comes in another order. */
    RECEIVED_SHUFFLED,
    /** The call is carried out; the connection is closed instead of an answer. */
    ANSWER_LOST,
    /** The call is refused with HTTP 503, and nothing is done. */
    UNAVAILABLE
}
