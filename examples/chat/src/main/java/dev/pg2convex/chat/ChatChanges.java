package dev.pg2convex.chat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What happens in the chat application between a first run and a re-sync. */
public final class ChatChanges {
    private static final String SAME_USERNAMES = """
            WITH good AS (SELECT id, lower(split_part(email, '@', 1)) AS username FROM users WHERE id <> ALL(?))
            SELECT username, id FROM good WHERE username IN (SELECT username FROM good GROUP BY username HAVING count(*) > 1) ORDER BY id""";

    private ChatChanges() {}

    /**
     * Changes the source in one transaction.
     *
     * @param before what is in the source, all of it migrated
     * @param seed another one each time
     */
    public static Resync apply(Connection connection, Manifest before, long seed) throws SQLException {
        return Sql.inTransaction(connection, () -> {
            var changing = new Changing(new Sql(connection), before, seed);
            var gone = new Deletes(changing).apply();
            new Turns(changing).apply();
            new Updates(changing).apply();
            new Inserts(changing).apply(gone);
            var tables = Manifest.byTable(table -> changing.tally(table).after());
            var rejectedUsers = tables.get(ChatTables.USERS).rejects().keySet().stream().map(Integer::valueOf).toArray(Integer[]::new);
            var after = new Manifest(tables, sameUsernames(connection, rejectedUsers), before.adopted());
            return new Resync(Manifest.byTable(table -> changing.tally(table).counts()), after);
        });
    }

    private static Map<String, List<String>> sameUsernames(Connection connection, Integer[] rejected) throws SQLException {
        var byUsername = new HashMap<String, List<String>>();
        try (var statement = connection.prepareStatement(SAME_USERNAMES)) {
            statement.setArray(1, connection.createArrayOf("int4", rejected));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    byUsername.computeIfAbsent(rows.getString(1), _ -> new ArrayList<>()).add(rows.getString(2));
                }
            }
        }
        return byUsername;
    }
}
