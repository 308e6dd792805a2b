package dev.pg2convex.chat;

import dev.pg2convex.chat.expectation.ChatExpectation;
import dev.pg2convex.chat.expectation.Expected.Document;
import dev.pg2convex.chat.expectation.Expected.Rejected;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** One table as the independent expectation tells it: each document's fields, shortened to their hash, and each reject's reason. */
record Observed(Map<String, Integer> documents, Map<String, String> rejects) {
    static Map<String, Observed> all(Connection connection) throws SQLException {
        var expectation = new ChatExpectation(connection);
        var all = new HashMap<String, Observed>();
        for (String table : ChatTables.ALL) {
            all.put(table, of(expectation, table));
        }
        return all;
    }

    private static Observed of(ChatExpectation expectation, String table) throws SQLException {
        var observed = new Observed(new HashMap<>(), new HashMap<>());
        expectation.each(table, row -> {
            switch (row) {
                case Document document -> observed.documents.put(document.key(), document.fields().hashCode());
                case Rejected rejected -> observed.rejects.put(rejected.key(), rejected.reason());
            }
        });
        return observed;
    }

    long rows() {
        return documents.size() + (long) rejects.size();
    }
}
