package dev.pg2convex.chat;

/**
 * How much data is generated; four threads a user and five messages a thread on average.
 *
 * @param users at least {@value #LEAST_USERS}, so that there is room for everything that is planted
 * @param seed the same seed yields the same rows, byte for byte
 */
public record ChatSize(int users, long seed) {
    public static final int LEAST_USERS = 50;
    /** Message keys are int4, with gaps. */
    public static final int MOST_USERS = 50_000_000;
    public static final ChatSize DEFAULT = new ChatSize(500, 1);

    public ChatSize {
        if (users < LEAST_USERS || users > MOST_USERS) {
            throw new IllegalArgumentException("users must be from " + LEAST_USERS + " to " + MOST_USERS + ", not " + users);
        }
    }

    public int threads() {
        return 4 * users;
    }

    public int messages() {
        return 20 * users;
    }
}
