package dev.pg2convex.chat;

import dev.pg2convex.core.store.RejectReason;
import java.time.Instant;
import java.util.Optional;

/** The threads, by ordinal from 0. Some users have dozens, some have none, and some threads' users are gone. */
final class Threads {
    static final String COLUMNS = "id, user_id, clerk_user_id, metadata, \"createdAt\"";

    private static final int FIRST_HOST = 10;
    private static final int HOSTS = 10;
    private static final int FIRST_PLANTED = 40;
    private static final int PLANTED_STEP = 2;

    /** What comes after has nothing planted in it. */
    static final int LAST_PLANTED_ID = id(FIRST_PLANTED + PLANTED_STEP * Planted.THREADS.size());

    private final ChatSize size;
    private final Users users;

    Threads(ChatSize size, Users users) {
        this.size = size;
        this.users = users;
    }

    static int id(int thread) {
        return thread + thread / 11 + 1;
    }

    /** A good thread that gets what is planted among messages. */
    static int host(int which) {
        return FIRST_HOST + Math.floorMod(which, HOSTS);
    }

    Optional<RejectReason> fault(int thread) {
        if (isOrphan(thread)) {
            return Optional.of(RejectReason.ORPHAN);
        }
        var own = planted(thread).flatMap(Planted::reason);
        return own.isPresent() ? own : Users.fault(user(thread)).map(_ -> RejectReason.PARENT_REJECTED);
    }

    private static boolean isOrphan(int thread) {
        return thread % 97 == 5;
    }

    private static Optional<Planted> planted(int thread) {
        int which = (thread - FIRST_PLANTED) / PLANTED_STEP;
        boolean here = thread >= FIRST_PLANTED && thread % PLANTED_STEP == 0 && which < Planted.THREADS.size();
        return here ? Optional.of(Planted.THREADS.get(which)) : Optional.empty();
    }

    /** Low ordinals get more. */
    private int user(int thread) {
        if (planted(thread).isPresent() || (thread >= FIRST_HOST && thread < FIRST_HOST + HOSTS)) {
            return Users.host(thread);
        }
        return (int) (size.users() * Math.pow(Dice.of(size.seed(), "owner", thread).fraction(), 1.5));
    }

    Instant time(int thread) {
        return Times.any(Dice.of(size.seed(), "time", thread));
    }

    /** A missing user's too: it is only a text. */
    String clerkId(int thread) {
        return users.clerkId(isOrphan(thread) ? size.users() + thread : user(thread));
    }

    Object[] row(int thread) {
        var dice = Dice.of(size.seed(), ChatTables.THREADS, thread);
        var planted = planted(thread);
        int userId = isOrphan(thread) ? missingUser(thread / 97) : Users.id(user(thread));
        String metadata = planted.map(Planted::json).orElseGet(() -> thread % 3 == 0 ? null : Jsons.metadata(dice));
        return new Object[]{id(thread), userId, clerkId(thread), metadata,
                planted.map(Planted::createdAt).orElseGet(() -> createdAt(thread))};
    }

    private String createdAt(int thread) {
        return switch (thread % 29) {
            case 3 -> null;
            case 4 -> Times.ODD.get(thread / 29 % Times.ODD.size());
            default -> Times.text(time(thread));
        };
    }

    /** Keys that no user has: nonsense, a deleted user's, one from beyond the end. */
    private int missingUser(int which) {
        return switch (which % 5) {
            case 0 -> 0;
            case 1 -> -1;
            case 2 -> 8;
            case 3 -> Integer.MAX_VALUE;
            default -> Users.id(size.users()) + 1_000_000;
        };
    }
}
