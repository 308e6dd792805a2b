package dev.pg2convex.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.core.store.RejectReason;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that the data is supposed to contain, found by SQL. */
final class NastyDataTest {
    private static Connection connection;
    private static Manifest manifest;

    @BeforeAll
    static void generate() throws SQLException {
        connection = ChatDatabase.withTables();
        manifest = ChatData.generate(connection, ChatSize.DEFAULT);
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    @ParameterizedTest
    @CsvSource({"users, image", "users, createdAt", "threads, metadata", "threads, createdAt", "messages, created_at",
            "messages, tool_invocations", "messages, finish_reason", "messages, total_tokens", "messages, prompt_tokens",
            "messages, completion_tokens", "messages, model_id", "messages, cost_in_cents"})
    void nullableColumn_someRows_nullAndNot(String table, String column) throws SQLException {
        assertSome("FROM %s WHERE \"%s\" IS NULL".formatted(table, column));
        assertSome("FROM %s WHERE \"%s\" IS NOT NULL".formatted(table, column));
    }

    @Test
    void nullableColumns_areTheOnesTested() throws SQLException {
        assertEquals(12, ChatDatabase.count(connection,
                "SELECT count(*) FROM information_schema.columns WHERE table_schema = 'public' AND is_nullable = 'YES'"));
    }

    @Test
    void indexes_asInTheCase_theOneOfClerkIdsTwice() throws SQLException {
        assertEquals(
                List.of("messages_clerk_user_id_idx", "messages_pkey", "messages_thread_id_idx", "threads_clerk_user_id_idx",
                        "threads_pkey", "threads_user_id_idx", "users_clerk_user_id_idx", "users_clerk_user_id_unique",
                        "users_email_unique", "users_pkey"),
                ChatDatabase.texts(connection,
                        "SELECT indexname FROM pg_indexes WHERE schemaname = 'public' ORDER BY indexname COLLATE \"C\""));
        assertEquals(0, ChatDatabase.count(connection, "SELECT count(*) FROM pg_constraint WHERE contype = 'f'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"FROM threads t WHERE NOT EXISTS (SELECT FROM users u WHERE u.id = t.user_id)",
            "FROM messages m WHERE NOT EXISTS (SELECT FROM threads t WHERE t.id = m.thread_id)",
            "FROM messages m JOIN threads t ON t.id = m.thread_id WHERE NOT EXISTS (SELECT FROM users u WHERE u.id = t.user_id)",
            "FROM threads GROUP BY user_id HAVING count(*) > 20",
            "FROM users u WHERE NOT EXISTS (SELECT FROM threads t WHERE t.user_id = u.id)",
            "FROM messages GROUP BY thread_id, created_at HAVING count(*) > 1 AND created_at IS NOT NULL",
            "FROM users GROUP BY split_part(email, '@', 1) HAVING count(*) > 1",
            "FROM users WHERE split_part(email, '@', 1) <> lower(split_part(email, '@', 1))",
            "FROM messages WHERE date_trunc('milliseconds', created_at) <> created_at", "FROM users WHERE \"createdAt\" < 'epoch'",
            "FROM threads WHERE \"createdAt\" < 'epoch'", "FROM messages WHERE created_at < '1705-01-01'",
            "FROM messages WHERE created_at = '2247-12-31 23:59:59.999999+00'", "FROM messages WHERE created_at = '-infinity'",
            "FROM users WHERE credits = 99999999.99", "FROM users WHERE credits < 0", "FROM messages WHERE cost_in_cents = 99999999.99",
            "FROM messages WHERE content = ''", "FROM messages WHERE content ~ '[\\u0001-\\u0008]'",
            "FROM messages WHERE content ~ U&'\\+01F469\\200D'", "FROM messages WHERE content ~ U&'[\\0590-\\06FF]'",
            "FROM messages WHERE content <> normalize(content, NFC)", "FROM messages WHERE content <> normalize(content, NFD)",
            "FROM messages WHERE content LIKE '%\\\\N%'", "FROM messages WHERE content LIKE E'%\\r\\n%'",
            "FROM messages WHERE octet_length(content) >= 1000000 AND octet_length(content) < 1048000",
            "FROM threads WHERE metadata = 'null'", "FROM threads WHERE jsonb_typeof(metadata) = 'array'",
            "FROM threads WHERE jsonb_typeof(metadata) = 'string'", "FROM threads WHERE jsonb_typeof(metadata) = 'number'",
            "FROM threads WHERE jsonb_typeof(metadata) = 'boolean'", "FROM messages WHERE tool_invocations = 'null'",
            "FROM threads WHERE jsonb_exists(metadata, '$x')", "FROM threads WHERE jsonb_exists(metadata, '$integer')",
            "FROM threads WHERE jsonb_exists(metadata, '_y') AND jsonb_exists(metadata, '')",
            "FROM threads WHERE jsonb_exists(metadata, U&'\\00E9')",
            "FROM threads WHERE jsonb_exists(metadata, '%24x') AND jsonb_exists(metadata, '$x')",
            "FROM threads WHERE metadata = '9007199254740993'", "FROM threads WHERE metadata::text LIKE '%18014398509481984%'",
            "FROM threads WHERE metadata::text LIKE repeat('[', 15) || '1%'",
            "FROM threads WHERE metadata::text LIKE repeat('[', 16) || '1%'",
            "FROM threads WHERE jsonb_path_exists(metadata, '$.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a')",
            "FROM threads WHERE jsonb_typeof(metadata) = 'array' AND jsonb_array_length(metadata) = 8192",
            "FROM threads WHERE jsonb_typeof(metadata) = 'array' AND jsonb_array_length(metadata) = 8193",
            "FROM threads WHERE jsonb_typeof(metadata) = 'object' AND cardinality(ARRAY(SELECT jsonb_object_keys(metadata))) = 1025",
            "FROM messages WHERE octet_length(content) > 1048576 AND length(content) < 1048576",
            "FROM messages WHERE octet_length(content) < 1048576 AND octet_length(content) + octet_length(tool_invocations::text) > 1048576",
            "FROM messages WHERE prompt_tokens IS NULL AND total_tokens IS NOT NULL"})
    void nastyItem_default_exists(String rows) throws SQLException {
        assertSome(rows);
    }

    @Test
    void longContent_anySize_asManyRows() throws SQLException {
        String sql = "SELECT count(*) FROM messages WHERE octet_length(content) BETWEEN 300000 AND 310000";
        assertEquals(10, ChatDatabase.count(connection, sql));
        try (var larger = ChatDatabase.withTables()) {
            ChatData.generate(larger, new ChatSize(1_000, 1));
            assertEquals(10, ChatDatabase.count(larger, sql));
        }
    }

    @Test
    void signUps_adoptedUsers_differFromTheSource() throws SQLException {
        var signUps = ChatApplication.signUps(connection, manifest);
        assertEquals(manifest.adopted().size(), signUps.size());
        assertEquals(signUps, ChatApplication.signUps(connection, manifest));
        assertTrue(signUps.stream().anyMatch(signUp -> signUp.image().isEmpty()));
        boolean pictureOnlyInTheApplication = false;
        for (var signUp : signUps) {
            var image = ChatDatabase.texts(connection, "SELECT image FROM users WHERE clerk_user_id = '" + signUp.clerkUserId() + "'")
                    .getFirst();
            pictureOnlyInTheApplication |= image == null && signUp.image().isPresent();
        }
        assertTrue(pictureOnlyInTheApplication);
    }

    @Test
    void parentRejected_eachTable_childrenOfRejectedRows() throws SQLException {
        for (String sql : List.of("SELECT t.id, t.user_id FROM threads t", "SELECT m.id, m.thread_id FROM messages m")) {
            String table = sql.contains("threads t") ? "threads" : "messages";
            var parents = manifest.table(table.equals("threads") ? "users" : "threads").rejects();
            try (var statement = connection.createStatement(); var rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    boolean parentRejected = manifest.table(table).rejects().get(rows.getString(1)) == RejectReason.PARENT_REJECTED;
                    assertEquals(parents.containsKey(rows.getString(2)), parentRejected, table + " " + rows.getString(1));
                }
            }
        }
    }

    private static void assertSome(String rows) throws SQLException {
        assertTrue(ChatDatabase.count(connection, "SELECT count(*) FROM (SELECT " + rows + " LIMIT 1) AS found") > 0, rows);
    }
}
