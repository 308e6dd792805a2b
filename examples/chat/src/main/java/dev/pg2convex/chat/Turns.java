package dev.pg2convex.chat;

import static dev.pg2convex.chat.ChatTables.MESSAGES;
import static dev.pg2convex.chat.ChatTables.THREADS;
import static dev.pg2convex.chat.ChatTables.USERS;
import static dev.pg2convex.core.store.RejectReason.NUMBER_PRECISION;
import static dev.pg2convex.core.store.RejectReason.ORPHAN;
import static dev.pg2convex.core.store.RejectReason.TIMESTAMP_RANGE;
import static dev.pg2convex.core.store.RejectReason.TOO_DEEP;

import dev.pg2convex.core.store.RejectReason;
import java.sql.SQLException;
import java.util.List;

/** Rejected rows become good, and take along what was rejected for their sake; good rows become bad. */
final class Turns {
    private final Changing changing;

    Turns(Changing changing) {
        this.changing = changing;
    }

    void apply() throws SQLException {
        for (int user : changing.rejected(USERS, 1, TIMESTAMP_RANGE::equals)) {
            changing.sql.update("UPDATE users SET \"createdAt\" = '2024-05-05 05:05:05.000005+00' WHERE id = ?", user);
            changing.tally(USERS).cured(user);
            curedThreads(changing.sql.keys("SELECT id FROM threads WHERE user_id = ? ORDER BY id", user));
        }
        for (int thread : changing.rejected(THREADS, 2, ORPHAN::equals)) {
            changing.sql.update("UPDATE threads SET user_id = ? WHERE id = ?", changing.pick(USERS, 1, "true")[0], thread);
            curedThreads(List.of(thread));
        }
        for (int message : changing.rejected(MESSAGES, 2, ORPHAN::equals)) {
            changing.sql.update("UPDATE messages SET thread_id = ? WHERE id = ?", changing.pick(THREADS, 1, "true")[0], message);
            changing.tally(MESSAGES).cured(message);
        }
        for (int message : changing.rejected(MESSAGES, 1, NUMBER_PRECISION::equals)) {
            changing.sql.update("UPDATE messages SET tool_invocations = '[{\"result\": {\"id\": \"9007199254740993\"}}]' WHERE id = ?",
                    message);
            changing.tally(MESSAGES).cured(message);
        }
        spoil(NUMBER_PRECISION, "tool_invocations", "[9007199254740993]");
        spoil(TOO_DEEP, "tool_invocations", Jsons.arrays(16));
        spoil(TIMESTAMP_RANGE, "created_at", "infinity");
    }

    private void curedThreads(List<Integer> threads) throws SQLException {
        for (int thread : threads) {
            changing.tally(THREADS).cured(thread);
            changing.sql.keys("SELECT id FROM messages WHERE thread_id = ?", thread).forEach(changing.tally(MESSAGES)::cured);
        }
    }

    private void spoil(RejectReason reason, String column, String value) throws SQLException {
        String type = column.equals("created_at") ? "timestamptz" : "jsonb";
        for (int message : changing.pick(MESSAGES, 1, "id > " + Messages.LAST_PLANTED_ID)) {
            changing.sql.update("UPDATE messages SET " + column + " = ?::" + type + " WHERE id = ?", value, message);
            changing.tally(MESSAGES).spoiled(message, reason);
        }
    }
}
