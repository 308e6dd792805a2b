package dev.pg2convex.chat;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.core.run.Counts;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChatChangesTest {
    @ParameterizedTest
    @CsvSource({"50, 1", "51, 2", "87, 3", "500, -9"})
    void apply_anySizeAndSeed_countsAreTheDifferenceBetweenExpectations(int users, long seed) throws SQLException {
        try (var connection = ChatDatabase.withTables()) {
            var manifest = ChatData.generate(connection, new ChatSize(users, seed));
            var before = Observed.all(connection);
            var resync = ChatChanges.apply(connection, manifest, seed);
            var after = Observed.all(connection);
            for (String table : ChatTables.ALL) {
                var expected = resync.counts().get(table);
                var stayed = resync.after().table(table);
                assertEquals(difference(before.get(table), after.get(table), stayed.outdated()), expected, table);
                assertEquals(after.get(table).rejects(),
                        stayed.rejects().entrySet().stream().collect(toMap(Map.Entry::getKey, reject -> reject.getValue().code())), table);
                assertEquals(ChatDatabase.count(connection, "SELECT count(*) FROM " + table), stayed.rows(), table);
                assertTrue(expected.inserted() > 0 && expected.updated() > 0 && expected.deleted() > 0 && expected.unchanged() > 0,
                        table + expected);
                assertTrue(expected.deleted() * 10 <= manifest.table(table).documents(), table + expected);
            }
            assertFalse(resync.after().table("messages").outdated().isEmpty());
            UsernamesCheck.check(connection, resync.after());
        }
    }

    @Test
    void apply_adoptedUsers_areNotDeleted() throws SQLException {
        try (var connection = ChatDatabase.withTables()) {
            var manifest = ChatData.generate(connection, ChatSize.DEFAULT);
            ChatChanges.apply(connection, manifest, 1);
            var users = new HashSet<>(ChatDatabase.texts(connection, "SELECT id::text FROM users"));
            assertTrue(users.containsAll(manifest.adopted()));
        }
    }

    @Test
    void apply_again_countsHoldStill() throws SQLException {
        try (var connection = ChatDatabase.withTables()) {
            var first = ChatChanges.apply(connection, ChatData.generate(connection, new ChatSize(200, 1)), 1);
            var second = ChatChanges.apply(connection, first.after(), 2);
            var observed = Observed.all(connection);
            for (String table : ChatTables.ALL) {
                assertEquals(observed.get(table).rejects().keySet(), second.after().table(table).rejects().keySet(), table);
                assertEquals(observed.get(table).rows(), second.after().table(table).rows(), table);
            }
        }
    }

    @Test
    void apply_sameSeed_sameChanges() throws SQLException {
        try (var one = ChatDatabase.withTables(); var other = ChatDatabase.withTables()) {
            var size = new ChatSize(100, 3);
            assertEquals(ChatChanges.apply(one, ChatData.generate(one, size), 8),
                    ChatChanges.apply(other, ChatData.generate(other, size), 8));
            assertTrue(Observed.all(one).equals(Observed.all(other)));
        }
    }

    /** What a re-sync has to do, told from all documents as they had to be before and after. */
    private static Counts difference(Observed before, Observed after, Set<String> outdated) {
        long inserted = after.documents().keySet().stream().filter(key -> !before.documents().containsKey(key)).count();
        long unchanged = after.documents()
                .entrySet()
                .stream()
                .filter(document -> document.getValue().equals(before.documents().get(document.getKey())))
                .count();
        long updated = after.documents().size() - inserted - unchanged;
        long deleted = before.documents()
                .keySet()
                .stream()
                .filter(key -> !after.documents().containsKey(key) && !outdated.contains(key))
                .count();
        return new Counts(after.rows(), inserted, 0, updated, unchanged, 0, deleted, after.rejects().size());
    }
}
