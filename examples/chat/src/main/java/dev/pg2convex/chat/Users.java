package dev.pg2convex.chat;

import dev.pg2convex.core.store.RejectReason;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The users, by ordinal from 0. */
final class Users {
    static final String COLUMNS = "id, clerk_user_id, email, image, credits, \"createdAt\"";

    /** Their rejection takes all that is theirs along; low ordinals have many threads. */
    private static final Map<Integer, String> UNFIT_TIMES = Map.of(7, "infinity", 11, "-infinity", 23, Planted.FAR);
    /** Good users who get what is planted among threads. */
    private static final int FIRST_HOST = 30;
    private static final int HOSTS = 10;

    /** What comes after has nothing planted in it. */
    static final int LAST_PLANTED_ID = id(FIRST_HOST + HOSTS - 1);

    private static final List<String> CREDITS = List.of("0", "0.00", "0.01", "0.10", "99999999.99", "-99999999.99", "12345678.90", "-0.05");

    private final ChatSize size;

    Users(ChatSize size) {
        this.size = size;
    }

    /** Every eighth key is missing. */
    static int id(int user) {
        return user + user / 7 + 1;
    }

    static Optional<RejectReason> fault(int user) {
        return UNFIT_TIMES.containsKey(user) ? Optional.of(RejectReason.TIMESTAMP_RANGE) : Optional.empty();
    }

    static int host(int which) {
        return FIRST_HOST + Math.floorMod(which, HOSTS);
    }

    String email(int user) {
        return Emails.of(user, size.seed());
    }

    String clerkId(int user) {
        return "user_2" + Dice.of(size.seed(), "clerk", user).base62(26);
    }

    Object[] row(int user) {
        var dice = Dice.of(size.seed(), ChatTables.USERS, user);
        String image = switch (user % 5) {
            case 0 -> null;
            case 1 -> user % 4 == 1 ? "" : "https://img.example.com/%E2%98%83?size=64&for=" + user;
            default -> "https://img.example.com/" + dice.base62(16) + ".png";
        };
        String credits = user % 6 == 2 ? CREDITS.get(user / 6 % CREDITS.size()) : dice.below(100_000) + "." + (10 + dice.below(90));
        return new Object[]{id(user), clerkId(user), email(user), image, credits, createdAt(user, dice)};
    }

    private static String createdAt(int user, Dice dice) {
        if (UNFIT_TIMES.containsKey(user)) {
            return UNFIT_TIMES.get(user);
        }
        return switch (user % 20) {
            case 5 -> null;
            case 6 -> Times.ODD.get(user / 20 % Times.ODD.size());
            default -> Times.text(Times.any(dice));
        };
    }
}
