package dev.pg2convex.chat;

import static dev.pg2convex.chat.ChatTables.MESSAGES;
import static dev.pg2convex.chat.ChatTables.THREADS;
import static dev.pg2convex.chat.ChatTables.USERS;

import java.sql.SQLException;

/** Good rows change and stay good; some of the changes leave their documents as they are. */
final class Updates {
    private static final String ANY = "true";
    private static final String USUAL_TIME = "BETWEEN '2001-01-01' AND '2037-01-01'";

    private final Changing changing;

    Updates(Changing changing) {
        this.changing = changing;
    }

    void apply() throws SQLException {
        users();
        threads();
        messages();
    }

    private void users() throws SQLException {
        String spend = "credits = credits + CASE WHEN credits > 0 THEN -1.25 ELSE 1.25 END";
        update(USERS, spend, pick(USERS, changing.share(USERS, 50, 5), ANY));
        update(USERS, "email = 'Renamed.' || id || '.' || left(md5(email), 6) || '@example.net'",
                pick(USERS, changing.share(USERS, 100, 2), ANY));
        update(USERS, "image = NULL", pick(USERS, 2, "image IS NOT NULL"));
        update(USERS, "image = 'https://img.example.com/late.png'", pick(USERS, 2, "image IS NULL"));
        update(USERS, "\"createdAt\" = \"createdAt\" + interval '1 microsecond'", pick(USERS, 2, "\"createdAt\" " + USUAL_TIME));
        update(USERS, "\"createdAt\" = NULL", pick(USERS, 1, "\"createdAt\" IS NOT NULL"));
        swapEmails(pick(USERS, 2, ANY));
        backAndForth(USERS, "credits = 100 - credits", pick(USERS, 3, "credits BETWEEN 0 AND 1000"));
    }

    /** Both addresses are in use all the time, by the other one. */
    private void swapEmails(Integer[] users) throws SQLException {
        if (users.length < 2) {
            return;
        }
        changing.sql.update("UPDATE users SET email = '~' || email WHERE id = ANY(?)", (Object) users);
        changing.sql.update(
                "UPDATE users u SET email = substr(o.email, 2) FROM users o WHERE u.id = ANY(?) AND o.id = ANY(?) AND o.id <> u.id", users,
                users);
        for (int user : users) {
            changing.tally(USERS).updated(user);
        }
    }

    private void threads() throws SQLException {
        update(THREADS, "metadata = jsonb_build_object('$edited', true, 'was', metadata)", pick(THREADS, changing.share(THREADS, 100, 3),
                "metadata IS NOT NULL AND pg_column_size(metadata) < 2000 AND id > " + Threads.LAST_PLANTED_ID));
        update(THREADS, "metadata = 'null'", pick(THREADS, 2, "metadata IS NULL"));
        update(THREADS, "metadata = NULL", pick(THREADS, 2, "metadata IS NOT NULL"));
        move(THREADS, "user_id", pick(THREADS, 3, ANY), pick(USERS, 3, ANY));
        backAndForth(THREADS, "user_id = -user_id", pick(THREADS, 2, ANY));
    }

    private void messages() throws SQLException {
        update(MESSAGES, "content = content || ' (edited)'", pick(MESSAGES, changing.share(MESSAGES, 100, 5), ANY));
        update(MESSAGES, "finish_reason = NULL, cost_in_cents = 0.05",
                pick(MESSAGES, 3, "finish_reason IS NOT NULL AND cost_in_cents IS NULL"));
        update(MESSAGES, "tool_invocations = '{\"%24\": [0.5], \"$\": []}'", pick(MESSAGES, 3, "tool_invocations IS NULL"));
        move(MESSAGES, "thread_id", pick(MESSAGES, 3, ANY), pick(THREADS, 3, ANY));
        untouched(MESSAGES, "total_tokens = 0", pick(MESSAGES, 3, "total_tokens IS NULL"));
        untouched(MESSAGES, "cost_in_cents = NULL", pick(MESSAGES, 3, "cost_in_cents = 0"));
        backAndForth(MESSAGES, "content = reverse(content)", pick(MESSAGES, 3, "length(content) BETWEEN 2 AND 100"));
        for (int message : pick(MESSAGES, 1, ANY)) {
            changing.sql.keys("UPDATE messages SET id = nextval('messages_id_seq') WHERE id = ? RETURNING id", message)
                    .forEach(changing.tally(MESSAGES)::added);
            changing.tally(MESSAGES).removed(message);
        }
        for (int message : pick(MESSAGES, 2, ANY)) {
            int thread = pick(THREADS, 1, ANY)[0];
            changing.sql.update("DELETE FROM messages WHERE id = ?", message);
            changing.sql.update("INSERT INTO messages (id, thread_id, clerk_user_id, role, content, created_at)"
                    + " VALUES (?, ?, 'user_2again', 'user', 'written again', '2025-10-26 01:30:00+00')", message, thread);
            changing.tally(MESSAGES).updated(message);
        }
    }

    private Integer[] pick(String table, int count, String where) throws SQLException {
        return changing.pick(table, count, where);
    }

    private void update(String table, String set, Integer[] keys) throws SQLException {
        changing.sql.update("UPDATE " + table + " SET " + set + " WHERE id = ANY(?)", (Object) keys);
        for (int key : keys) {
            changing.tally(table).updated(key);
        }
    }

    /** The column changes and the document does not: a null's default is what was there, or the other way about. */
    private void untouched(String table, String set, Integer[] keys) throws SQLException {
        changing.sql.update("UPDATE " + table + " SET " + set + " WHERE id = ANY(?)", (Object) keys);
        for (int key : keys) {
            changing.tally(table).touched(key);
        }
    }

    /** @param set undoes itself when it is done twice */
    private void backAndForth(String table, String set, Integer[] keys) throws SQLException {
        untouched(table, set, keys);
        untouched(table, set, keys);
    }

    private void move(String table, String reference, Integer[] keys, Integer[] parents) throws SQLException {
        for (int i = 0; i < Math.min(keys.length, parents.length); i++) {
            int moved = changing.sql.update("UPDATE " + table + " SET " + reference + " = ? WHERE id = ? AND " + reference + " <> ?",
                    parents[i], keys[i], parents[i]);
            if (moved == 1) {
                changing.tally(table).updated(keys[i]);
            }
        }
    }
}
