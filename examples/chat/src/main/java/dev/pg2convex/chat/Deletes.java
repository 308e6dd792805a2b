package dev.pg2convex.chat;

import dev.pg2convex.core.store.RejectReason;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Rows go, with all that is theirs; well under a tenth of any table. */
final class Deletes {
    private final Changing changing;

    Deletes(Changing changing) {
        this.changing = changing;
    }

    /** @return the Clerk ID of a user who is gone now */
    Optional<String> apply() throws SQLException {
        // An adopted document would stay, unlinked, and nothing in the source would stand for it.
        String own = changing.adopted.isEmpty() ? "" : " AND id NOT IN (" + String.join(", ", changing.adopted) + ")";
        var users = changing.pick(ChatTables.USERS, changing.share(ChatTables.USERS, 100, 2),
                "id > " + Users.LAST_PLANTED_ID + own + " AND (SELECT count(*) FROM threads t WHERE t.user_id = users.id) BETWEEN 1 AND 4");
        var gone = changing.sql.text("SELECT clerk_user_id FROM users WHERE id = ANY(?) ORDER BY id LIMIT 1", (Object) users);
        for (int user : users) {
            threads(changing.sql.keys("SELECT id FROM threads WHERE user_id = ?", user));
        }
        remove(ChatTables.USERS, List.of(users));
        threads(List.of(changing.pick(ChatTables.THREADS, changing.share(ChatTables.THREADS, 200, 3), "id > " + Threads.LAST_PLANTED_ID)));
        remove(ChatTables.MESSAGES, List
                .of(changing.pick(ChatTables.MESSAGES, changing.share(ChatTables.MESSAGES, 100, 5), "id > " + Messages.LAST_PLANTED_ID)));
        // These have no document.
        remove(ChatTables.MESSAGES, changing.rejected(ChatTables.MESSAGES, 2, RejectReason.ORPHAN::equals));
        return gone;
    }

    private void threads(List<Integer> threads) throws SQLException {
        remove(ChatTables.MESSAGES,
                changing.sql.keys("SELECT id FROM messages WHERE thread_id = ANY(?)", (Object) threads.toArray(Integer[]::new)));
        remove(ChatTables.THREADS, threads);
    }

    private void remove(String table, List<Integer> keys) throws SQLException {
        changing.sql.update("DELETE FROM " + table + " WHERE id = ANY(?)", (Object) keys.toArray(Integer[]::new));
        keys.forEach(changing.tally(table)::removed);
    }
}
