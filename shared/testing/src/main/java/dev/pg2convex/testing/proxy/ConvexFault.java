package dev.pg2convex.testing.proxy;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Locale;

/** What happens to one call on its way to Convex or back, as the Convex contract says that it can. */
public sealed interface ConvexFault {
    /** Fixed words for counters and logs, such as {@code commit_then_drop}. */
    String label();

    /** Convex carries the call out; the connection is closed instead of an answer. */
    record CommitThenDrop() implements ConvexFault {
        @Override
        public String label() {
            return "commit_then_drop";
        }
    }

    /** The connection is closed; Convex never gets the call. */
    record DropBeforeCommit() implements ConvexFault {
        @Override
        public String label() {
            return "drop_before_commit";
        }
    }

    /** The call arrives late, and is answered then: it is delivered also when the client has stopped waiting. */
    record Delay(Duration by) implements ConvexFault {
        public Delay {
            requireNonNull(by);
        }

        @Override
        public String label() {
            return "delay";
        }
    }

    /** The connection is closed at once; Convex gets the call after this time, when nobody waits for it: a zombie. */
    record LateDelivery(Duration after) implements ConvexFault {
        public LateDelivery {
            requireNonNull(after);
        }

        @Override
        public String label() {
            return "late_delivery";
        }
    }

    /** Convex gets the call twice, one after the other; the client hears one of its two answers. */
    record DuplicateDelivery(boolean answerSecond) implements ConvexFault {
        @Override
        public String label() {
            return answerSecond ? "duplicate_answer_second" : "duplicate_answer_first";
        }
    }

    /** Convex carries the call out; the connection is reset in the middle of the answer. */
    record ResetInMidBody() implements ConvexFault {
        @Override
        public String label() {
            return "reset_in_mid_body";
        }
    }

    /** Convex carries the call out; the answer ends before its announced length. */
    record TruncatedBody() implements ConvexFault {
        @Override
        public String label() {
            return "truncated_body";
        }
    }

    /** Convex carries the call out; the answer comes whole, in so many pieces with a pause before each. */
    record SlowBytes(int pieces, Duration pause) implements ConvexFault {
        public SlowBytes {
            requireNonNull(pause);
            if (pieces < 1) {
                throw new IllegalArgumentException("an answer has at least one piece");
            }
        }

        @Override
        public String label() {
            return "slow_bytes";
        }
    }

    /** An HTTP answer that is none of a function's, whether Convex has carried the call out before or not. */
    record Answers(ErrorAnswer answer, boolean committed) implements ConvexFault {
        public Answers {
            requireNonNull(answer);
            if (committed && !answer.mayHaveCommitted()) {
                throw new IllegalArgumentException(answer + " is only ever given before anything is committed");
            }
        }

        @Override
        public String label() {
            return answer.name().toLowerCase(Locale.ROOT) + (committed ? "_committed" : "");
        }
    }

    /** Convex refuses the call, or its function fails: HTTP 200 with {@code status: error}. Nothing is committed. */
    record Fails(FunctionError error) implements ConvexFault {
        public Fails {
            requireNonNull(error);
        }

        @Override
        public String label() {
            return error.name().toLowerCase(Locale.ROOT);
        }
    }

    /** Somebody has deployed functions of another version: the handshake tells it, every other function refuses the caller. */
    record FunctionsReplaced(int protocol) implements ConvexFault {
        @Override
        public String label() {
            return "functions_replaced";
        }
    }
}
