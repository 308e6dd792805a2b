package dev.pg2convex.chat;

import static dev.pg2convex.chat.ChatTables.MESSAGES;
import static dev.pg2convex.chat.ChatTables.THREADS;
import static dev.pg2convex.chat.ChatTables.USERS;
import static dev.pg2convex.core.store.RejectReason.ORPHAN;
import static dev.pg2convex.core.store.RejectReason.PARENT_REJECTED;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rows that were added since: of new users and of old ones, and a few without a parent. */
final class Inserts {
    private static final int NOBODY = -1;

    private final Changing changing;
    private int made;

    Inserts(Changing changing) {
        this.changing = changing;
    }

    /** @param returning the Clerk ID of a deleted user who signs up again */
    void apply(Optional<String> returning) throws SQLException {
        int users = changing.share(USERS, 50, 3);
        int threads = changing.share(THREADS, 100, 5);
        int messages = changing.share(MESSAGES, 100, 5);
        var newUsers = new ArrayList<Integer>();
        for (int i = 0; i < users; i++) {
            newUsers.add(user(i, returning));
        }
        var owners = new ArrayList<>(newUsers.subList(0, (users + 1) / 2));
        owners.addAll(List.of(changing.pick(USERS, threads, "true")));
        for (int owner : owners) {
            int thread = thread(owner);
            changing.tally(THREADS).added(thread);
            // Two of them at the same time.
            for (int second : List.of(0, 7, 7)) {
                changing.tally(MESSAGES).added(message(thread, second));
            }
        }
        for (int thread : changing.pick(THREADS, messages, "true")) {
            changing.tally(MESSAGES).added(message(thread, 0));
        }
        int orphan = thread(NOBODY);
        changing.tally(THREADS).addedBad(orphan, ORPHAN);
        changing.tally(MESSAGES).addedBad(message(orphan, 0), PARENT_REJECTED);
        changing.tally(MESSAGES).addedBad(message(NOBODY, 0), ORPHAN);
        for (int thread : changing.rejected(THREADS, 1, _ -> true)) {
            changing.tally(MESSAGES).addedBad(message(thread, 0), PARENT_REJECTED);
        }
    }

    /** The first has the local part of one who is there already. */
    private int user(int which, Optional<String> returning) throws SQLException {
        var dice = changing.dice("new user", which);
        String clerkId = which == 1 && returning.isPresent() ? returning.get() : "user_2" + dice.base62(26);
        String email = which == 0 ? "split_part((SELECT email FROM users WHERE id = " + changing.pick(USERS, 1, "true")[0] + "), '@', 1)"
                : "'newcomer" + which + "." + dice.base62(6) + "'";
        int key = changing.sql.keys("INSERT INTO users (clerk_user_id, email, \"createdAt\") VALUES (?, " + email
                + " || '@later.example.org', ?::timestamptz) RETURNING id", clerkId, Times.text(Times.any(dice))).getFirst();
        changing.tally(USERS).added(key);
        return key;
    }

    private int thread(int user) throws SQLException {
        var dice = changing.dice("new thread", made++);
        return changing.sql.keys(
                "INSERT INTO threads (user_id, clerk_user_id, metadata, \"createdAt\") VALUES (?, ?, ?::jsonb, ?::timestamptz) RETURNING id",
                user, "user_2" + dice.base62(26), Jsons.metadata(dice), Times.text(Times.any(dice))).getFirst();
    }

    private int message(int thread, int second) throws SQLException {
        var dice = changing.dice("new message", made++);
        var time = Times.any(changing.dice("new time", thread)).plusSeconds(second);
        return changing.sql.keys(
                "INSERT INTO messages (thread_id, clerk_user_id, role, content, created_at, tool_invocations)"
                        + " VALUES (?, ?, 'user', ?, ?::timestamptz, ?::jsonb) RETURNING id",
                thread, "user_2" + dice.base62(26), Texts.of(dice), Times.text(time), dice.oneIn(2) ? Jsons.toolInvocations(dice) : null)
                .getFirst();
    }
}
