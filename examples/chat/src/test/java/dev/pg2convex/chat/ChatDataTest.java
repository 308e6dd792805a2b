package dev.pg2convex.chat;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.core.store.RejectReason;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChatDataTest {
    @ParameterizedTest
    @CsvSource({"50, 1", "53, 7", "500, -3", "301, 9223372036854775807"})
    void generate_anySizeAndSeed_manifestIsWhatTheSourceImplies(int users, long seed) throws SQLException {
        try (var connection = ChatDatabase.withTables()) {
            var manifest = ChatData.generate(connection, new ChatSize(users, seed));
            var observed = Observed.all(connection);
            assertAll(() -> assertEquals(users, manifest.table("users").rows()),
                    () -> assertEquals(4L * users, manifest.table("threads").rows()),
                    () -> assertEquals(20L * users, manifest.table("messages").rows()));
            for (String table : ChatTables.ALL) {
                assertEquals(codes(manifest.table(table).rejects()), observed.get(table).rejects(), table);
                assertEquals(manifest.table(table).rows(), ChatDatabase.count(connection, "SELECT count(*) FROM " + table), table);
                assertEquals(manifest.table(table).documents(), observed.get(table).documents().size(), table);
            }
            UsernamesCheck.check(connection, manifest);
            assertTrue(manifest.table("users").rejects().keySet().stream().noneMatch(manifest.adopted()::contains));
            assertEquals(manifest.adopted().size(), Set.copyOf(manifest.adopted()).size());
        }
    }

    @Test
    void generate_default_rejectsForEachReason() throws SQLException {
        try (var connection = ChatDatabase.withTables()) {
            var manifest = ChatData.generate(connection, ChatSize.DEFAULT);
            var reasons = EnumSet.noneOf(RejectReason.class);
            ChatTables.ALL.forEach(table -> reasons.addAll(manifest.table(table).rejects().values()));
            assertEquals(EnumSet.of(RejectReason.ORPHAN, RejectReason.PARENT_REJECTED, RejectReason.NUMBER_PRECISION,
                    RejectReason.TIMESTAMP_RANGE, RejectReason.KEY_TOO_LONG, RejectReason.DOCUMENT_TOO_LARGE, RejectReason.TOO_DEEP,
                    RejectReason.TOO_MANY_FIELDS, RejectReason.ARRAY_TOO_LONG), reasons);
        }
    }

    @Test
    void generate_sameSeed_sameRows() throws SQLException {
        try (var one = ChatDatabase.withTables(); var same = ChatDatabase.withTables(); var other = ChatDatabase.withTables()) {
            var manifest = ChatData.generate(one, new ChatSize(60, 5));
            assertEquals(manifest, ChatData.generate(same, new ChatSize(60, 5)));
            ChatData.generate(other, new ChatSize(60, 6));
            for (String table : ChatTables.ALL) {
                String sql = "SELECT md5(string_agg(md5(t::text), '' ORDER BY id)) FROM " + table + " t";
                assertEquals(ChatDatabase.texts(one, sql), ChatDatabase.texts(same, sql), table);
                assertNotEquals(ChatDatabase.texts(one, sql), ChatDatabase.texts(other, sql), table);
            }
        }
    }

    @Test
    void generate_tablesNotEmpty_refused() throws SQLException {
        try (var connection = ChatDatabase.withTables()) {
            ChatData.generate(connection, new ChatSize(50, 1));
            var refusal = assertThrows(IllegalStateException.class, () -> ChatData.generate(connection, new ChatSize(50, 1)));
            assertTrue(refusal.getMessage().contains("table users has rows already"), refusal.getMessage());
            assertEquals(50, ChatDatabase.count(connection, "SELECT count(*) FROM users"));
        }
    }

    @Test
    void generate_sequences_goOnAfterTheLastKey() throws SQLException {
        try (var connection = ChatDatabase.withTables()) {
            ChatData.generate(connection, new ChatSize(50, 1));
            for (String table : ChatTables.ALL) {
                assertEquals(ChatDatabase.count(connection, "SELECT max(id) + 1 FROM " + table),
                        ChatDatabase.count(connection, "SELECT nextval('" + table + "_id_seq')"), table);
            }
        }
    }

    @Test
    void size_tooSmall_refusedWithTheBounds() {
        var refusal = assertThrows(IllegalArgumentException.class, () -> new ChatSize(49, 1));
        assertEquals("users must be from 50 to 50000000, not 49", refusal.getMessage());
    }

    private static Map<String, String> codes(Map<String, RejectReason> rejects) {
        return rejects.entrySet().stream().collect(toMap(Map.Entry::getKey, reject -> reject.getValue().code()));
    }
}
