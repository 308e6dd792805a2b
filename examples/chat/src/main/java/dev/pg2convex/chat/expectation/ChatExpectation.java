package dev.pg2convex.chat.expectation;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.chat.ChatTables;
import dev.pg2convex.chat.expectation.Expected.Document;
import dev.pg2convex.chat.expectation.Expected.Reference;
import dev.pg2convex.chat.expectation.Expected.Rejected;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tells from the source alone what every row must have become. It reads a page of rows at a time and keeps only the keys of rows that are rejected;
 * the source must not change meanwhile.
 */
public final class ChatExpectation {
    private static final int PAGE = 200;
    private static final Map<String, String> PARENTS = Map.of(ChatTables.THREADS, ChatTables.USERS, ChatTables.MESSAGES,
            ChatTables.THREADS);
    private static final String TIME = "isfinite(%1$s) AS finite, CASE WHEN isfinite(%1$s) THEN extract(epoch FROM %1$s) * 1000 END AS time";
    private static final Map<String, String> QUERIES = Map.of(ChatTables.USERS,
            "SELECT r.*, " + TIME.formatted("r.\"createdAt\"") + " FROM users r", ChatTables.THREADS,
            "SELECT r.*, p.id AS parent, " + TIME.formatted("r.\"createdAt\"") + " FROM threads r LEFT JOIN users p ON p.id = r.user_id",
            ChatTables.MESSAGES,
            "SELECT r.*, p.id AS parent, " + TIME.formatted("r.created_at") + " FROM messages r LEFT JOIN threads p ON p.id = r.thread_id");

    private final Connection connection;
    private final Map<String, Set<String>> rejected = new HashMap<>();

    public ChatExpectation(Connection connection) {
        this.connection = requireNonNull(connection);
    }

    /** Every row of a table, by ascending key. */
    public void each(String table, Consumer<Expected> to) throws SQLException {
        if (!ChatTables.ALL.contains(table)) {
            throw new IllegalArgumentException("no table \"" + table + "\"; there are " + ChatTables.ALL);
        }
        String parent = PARENTS.get(table);
        if (parent != null && !rejected.containsKey(parent)) {
            each(parent, _ -> {});
        }
        var rejectedHere = new HashSet<String>();
        Integer after = null;
        do {
            after = page(table, after, row -> {
                if (row instanceof Rejected) {
                    rejectedHere.add(row.key());
                }
                to.accept(row);
            });
        } while (after != null);
        rejected.put(table, rejectedHere);
    }

    /** @return the last key, null when there was no row */
    private Integer page(String table, Integer after, Consumer<Expected> to) throws SQLException {
        String sql = QUERIES.get(table) + (after == null ? "" : " WHERE r.id > " + after) + " ORDER BY r.id LIMIT " + PAGE;
        Integer last = null;
        try (var statement = connection.createStatement(); var row = statement.executeQuery(sql)) {
            while (row.next()) {
                last = row.getInt("id");
                to.accept(expected(table, row));
            }
        }
        return last;
    }

    private Expected expected(String table, ResultSet row) throws SQLException {
        String key = row.getString("id");
        try {
            var fields = switch (table) {
                case ChatTables.USERS -> user(row);
                case ChatTables.THREADS -> thread(row);
                default -> message(row);
            };
            Limits.check(fields);
            return new Document(key, fields);
        } catch (Unfit e) {
            return new Rejected(key, e.reason());
        }
    }

    private static Map<String, Object> user(ResultSet row) throws SQLException, Unfit {
        var fields = new LinkedHashMap<String, Object>();
        String email = row.getString("email");
        String local = email.split("@", 2)[0];
        fields.put("clerkUserId", row.getString("clerk_user_id"));
        fields.put("email", email);
        putText(fields, "image", row.getString("image"));
        fields.put("credits", PlainJson.number(row.getBigDecimal("credits")));
        putTime(fields, row);
        fields.put("name", capitalized(local.replace('.', ' ')));
        fields.put("username", local.toLowerCase(Locale.ROOT));
        return fields;
    }

    private Map<String, Object> thread(ResultSet row) throws SQLException, Unfit {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("userId", parent(ChatTables.USERS, row));
        fields.put("clerkUserId", row.getString("clerk_user_id"));
        putJson(fields, "metadata", row.getString("metadata"));
        putTime(fields, row);
        return fields;
    }

    private Map<String, Object> message(ResultSet row) throws SQLException, Unfit {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("threadId", parent(ChatTables.THREADS, row));
        for (var column : List.of("clerk_user_id", "role", "content")) {
            fields.put(camelCase(column), row.getString(column));
        }
        putTime(fields, row);
        putJson(fields, "toolInvocations", row.getString("tool_invocations"));
        putText(fields, "finishReason", row.getString("finish_reason"));
        putText(fields, "modelId", row.getString("model_id"));
        for (var column : List.of("total_tokens", "prompt_tokens", "completion_tokens", "cost_in_cents")) {
            var number = row.getBigDecimal(column);
            fields.put(camelCase(column), number == null ? 0.0 : PlainJson.number(number));
        }
        return fields;
    }

    private Reference parent(String table, ResultSet row) throws SQLException, Unfit {
        String key = row.getString("parent");
        if (key == null) {
            throw new Unfit("orphan");
        }
        if (rejected.getOrDefault(table, Set.of()).contains(key)) {
            throw new Unfit("parent_rejected");
        }
        return new Reference(table, key);
    }

    private static void putText(Map<String, Object> fields, String name, String text) {
        if (text != null) {
            fields.put(name, text);
        }
    }

    /** A SQL null is no field, a JSON null is the value null. */
    private static void putJson(Map<String, Object> fields, String name, String json) throws Unfit {
        if (json != null) {
            fields.put(name, PlainJson.of(json));
        }
    }

    /** Milliseconds, with the microseconds as their fraction. */
    private static void putTime(Map<String, Object> fields, ResultSet row) throws SQLException, Unfit {
        boolean finite = row.getBoolean("finite");
        if (row.wasNull()) {
            return;
        }
        BigDecimal millis = row.getBigDecimal("time");
        if (!finite || new BigDecimal(Double.toString(millis.doubleValue())).compareTo(millis) != 0) {
            throw new Unfit("timestamp_range");
        }
        fields.put("createdAt", millis.doubleValue());
    }

    /** As Postgres's initcap: each run of letters and digits begins with a capital, the rest is small. */
    private static String capitalized(String text) {
        var result = new StringBuilder();
        boolean inWord = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            result.append(inWord ? Character.toLowerCase(c) : Character.toUpperCase(c));
            inWord = Character.isLetterOrDigit(c);
        }
        return result.toString();
    }

    private static String camelCase(String column) {
        var words = column.split("_", -1);
        var name = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            name.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(words[i].substring(1));
        }
        return name.toString();
    }
}
