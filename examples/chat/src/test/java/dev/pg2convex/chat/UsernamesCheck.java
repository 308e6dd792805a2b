package dev.pg2convex.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The manifest's equal usernames, counted again by SQL. */
final class UsernamesCheck {
    private UsernamesCheck() {}

    static void check(Connection connection, Manifest manifest) throws SQLException {
        var byUsername = new HashMap<String, List<String>>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT lower(split_part(email, '@', 1)), id FROM users ORDER BY id")) {
            while (rows.next()) {
                if (!manifest.table(ChatTables.USERS).rejects().containsKey(rows.getString(2))) {
                    byUsername.computeIfAbsent(rows.getString(1), _ -> new ArrayList<>()).add(rows.getString(2));
                }
            }
        }
        byUsername.values().removeIf(keys -> keys.size() < 2);
        assertFalse(byUsername.isEmpty());
        assertEquals(Map.copyOf(byUsername), Map.copyOf(manifest.sameUsernames()));
    }
}
