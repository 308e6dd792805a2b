package dev.pg2convex.chat;

import dev.pg2convex.core.store.RejectReason;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/** Fills the chat tables with data that is nasty on purpose, and says what must come out of it. */
public final class ChatData {
    private final Connection connection;
    private final ChatSize size;
    private final Users users;
    private final Threads threads;
    private final Messages messages;

    private ChatData(Connection connection, ChatSize size) {
        this.connection = connection;
        this.size = size;
        users = new Users(size);
        threads = new Threads(size, users);
        messages = new Messages(size, threads);
    }

    /** Fills the tables, which must be there and empty, in one transaction. */
    public static Manifest generate(Connection connection, ChatSize size) throws SQLException {
        return Sql.inTransaction(connection, new ChatData(connection, size)::generate);
    }

    private Manifest generate() throws SQLException {
        for (String table : ChatTables.ALL) {
            requireEmpty(table);
        }
        var tables = Map.of(ChatTables.USERS, fill(ChatTables.USERS, Users.COLUMNS, size.users(), Users::id, users::row, Users::fault),
                ChatTables.THREADS, fill(ChatTables.THREADS, Threads.COLUMNS, size.threads(), Threads::id, threads::row, threads::fault),
                ChatTables.MESSAGES,
                fill(ChatTables.MESSAGES, Messages.COLUMNS, size.messages(), Messages::id, messages::row, messages::fault));
        try (var statement = connection.createStatement()) {
            statement.execute("ANALYZE users, threads, messages");
        }
        return new Manifest(tables, sameUsernames(), adopted());
    }

    private void requireEmpty(String table) throws SQLException {
        try (var statement = connection.createStatement(); var rows = statement.executeQuery("SELECT 1 FROM " + table + " LIMIT 1")) {
            if (rows.next()) {
                throw new IllegalStateException(
                        "table " + table + " has rows already; give an empty database, or drop the chat tables first");
            }
        }
    }

    private Manifest.Table fill(String table, String columns, int count, IntUnaryOperator id, IntFunction<Object[]> row,
            IntFunction<Optional<RejectReason>> fault) throws SQLException {
        var rejects = new HashMap<String, RejectReason>();
        try (var out = new CopyRows(connection, table, columns)) {
            for (int ordinal = 0; ordinal < count; ordinal++) {
                out.row(row.apply(ordinal));
                String key = Integer.toString(id.applyAsInt(ordinal));
                fault.apply(ordinal).ifPresent(reason -> rejects.put(key, reason));
            }
        }
        // COPY has left the key's sequence where it was.
        try (var statement = connection.prepareStatement("SELECT setval(pg_get_serial_sequence(?, 'id'), ?)")) {
            statement.setString(1, table);
            statement.setInt(2, id.applyAsInt(count - 1));
            statement.execute();
        }
        return new Manifest.Table(count, rejects, Set.of());
    }

    private Map<String, List<String>> sameUsernames() {
        var byUsername = new HashMap<String, List<String>>();
        for (int user = 0; user < size.users(); user++) {
            if (Users.fault(user).isEmpty()) {
                byUsername.computeIfAbsent(Emails.username(users.email(user)), _ -> new ArrayList<>())
                        .add(Integer.toString(Users.id(user)));
            }
        }
        byUsername.values().removeIf(keys -> keys.size() < 2);
        return byUsername;
    }

    /** One in a hundred and five more, from all over the table and of all kinds. */
    private List<String> adopted() {
        int count = 5 + size.users() / 100;
        int step = size.users() / count;
        int start = Math.floorMod(size.seed(), step - 5);
        var keys = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            int user = start + i * step + i % 5;
            keys.add(Integer.toString(Users.id(Users.fault(user).isEmpty() ? user : user + 1)));
        }
        return keys;
    }
}
