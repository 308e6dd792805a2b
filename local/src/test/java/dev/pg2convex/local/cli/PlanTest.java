package dev.pg2convex.local.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.chat.ChatData;
import dev.pg2convex.chat.ChatSize;
import dev.pg2convex.chat.Manifest;
import dev.pg2convex.local.ExitCode;
import dev.pg2convex.testing.proxy.ConvexCall;
import dev.pg2convex.testing.proxy.ConvexFaultProxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What `plan` foretells is what `run` then does, and `plan` itself does nothing. */
@ExtendWith(SharedSite.class)
class PlanTest {

    @TempDir
    private Path folder;
    private Site site;

    @BeforeEach
    void start(Site shared) {
        site = shared;
    }

    @Test
    void plan_chatWithNastyData_foretellsWhatRunDoes() throws Exception {
        var convex = site.emptyChat();
        var chat = site.chat();
        var manifest = fill(chat);
        try (var proxy = ConvexFaultProxy.before(convex.url())) {
            var environment = environment(chat, proxy.url(), convex.deployKey());

            var said = said(environment, "plan", "--json");

            assertEquals(ExitCode.FINISHED_WITH_PROBLEMS, said.code(), said.err());
            var plan = said.json();
            assertEquals(rejectedByReason(manifest), counts(plan.path("rejectedByReason")));
            for (var table : manifest.tables().keySet()) {
                assertEquals(manifest.table(table).rows(), plan.path("tables").path(table).path("rows").asLong(), table);
                assertEquals(manifest.table(table).documents(), plan.path("tables").path(table).path("documents").asLong(), table);
                assertEquals("empty", plan.path("tables").path(table).path("existing").asString());
            }
            assertTrue(plan.path("exact").asBoolean());
            assertFalse(site.hasStore(chat), "the migration store");
            assertEquals(0, Site.documents(convex), "documents");
            assertEquals(1, proxy.counts().of(ConvexCall.HANDSHAKE));
            assertEquals(proxy.counts().of(ConvexCall.SCAN_DOCUMENTS) + 1, proxy.counts().total(), "only queries: " + proxy.counts());
            long before = proxy.counts().total();

            var run = said(environment, "run", "--no-verify", "--json");

            assertEquals(ExitCode.FINISHED_WITH_PROBLEMS, run.code(), run.err());
            var did = run.json();
            assertEquals(counts(did.path("rejectedByReason")), counts(plan.path("rejectedByReason")));
            for (var table : manifest.tables().keySet()) {
                assertEquals(did.path("tables").path(table).path("inserted").asLong(),
                        plan.path("tables").path(table).path("documents").asLong(), table);
            }
            assertEquals(proxy.counts().of(ConvexCall.WRITE), plan.path("cost").path("batches").asLong(), proxy.counts().toString());
            assertEquals(proxy.counts().total() - before, plan.path("cost").path("calls").asLong(), proxy.counts().toString());
        }
        var sameUsername = site.count(chat, """
                SELECT coalesce(sum(n), 0)::bigint FROM (SELECT count(*) AS n FROM users
                GROUP BY lower(split_part(email, '@', 1)) HAVING count(*) > 1) AS same""");
        var again = said(environment(chat, convex.url(), convex.deployKey()), "plan", "--json").json();
        var collision = found(again, "not_unique");
        assertEquals("users.username", collision.path("table").asString() + "." + collision.path("field").asString());
        assertEquals(sameUsername, collision.path("rows").asLong());
        assertEquals("migrated", again.path("tables").path("users").path("existing").asString());
        assertTrue(again.path("notes").toString().contains("has been run against this deployment before"), again.path("notes").toString());
    }

    @Test
    void plan_sameDataAsText_namesKeysAndLinesAndNoValue() throws Exception {
        var convex = site.emptyChat();
        var chat = site.chat();
        site.sql(chat, "UPDATE users SET \"createdAt\" = 'infinity'");
        var file = folder.resolve("mapping.yaml");
        Files.writeString(file, site.mapping());

        var said = Said.by(environment(chat, convex.url(), convex.deployKey()), "plan", "--mapping", file.toString());

        assertEquals(ExitCode.FINISHED_WITH_PROBLEMS, said.code(), said.err());
        assertTrue(said.out().contains("users.createdAt  timestamp_range: 1 row, such as 1: a timestamp is infinite or too far away"),
                said.out());
        assertTrue(said.out().contains("  " + file + ":" + line(site.mapping(), "createdAt: {") + ":"), said.out());
        assertTrue(said.out().contains("`as: string` keeps it as text"), said.out());
        assertTrue(said.out().contains("every row"), said.out());
        assertFalse((said.out() + said.err()).contains(Site.VALUE));
        assertFalse(site.hasStore(chat));
    }

    @Test
    void plan_nothingWrong_isClean() throws Exception {
        var convex = site.emptyChat();
        var chat = site.chat();
        var said = said(environment(chat, convex.url(), convex.deployKey()), "plan", "--json");
        assertEquals(ExitCode.CLEAN, said.code(), said.out() + said.err());
        assertEquals(List.of(), List.copyOf(said.json().path("findings").values()));
    }

    @Test
    void plan_nullWhereTheSchemaWantsAValue_isFound() throws Exception {
        var convex = site.emptyChat();
        var chat = site.chat();
        var file = folder.resolve("mapping.yaml");
        var text = site.mapping().replaceFirst("name: \\{ sql: .*\\}", "name: { sql: \"nullif(email, email)\" }");
        Files.writeString(file, text);
        var plan = Said.by(environment(chat, convex.url(), convex.deployKey()), "plan", "--json", "--mapping", file.toString()).json();
        var schema = found(plan, "schema");
        assertEquals("name", schema.path("field").asString());
        assertEquals("1", schema.path("key").asString());
        assertTrue(schema.path("at").asString().startsWith(file + ":" + line(text, "name: { sql") + ":"), schema.toString());
    }

    @Test
    void plan_negativeRows_isRefused() throws Exception {
        var convex = site.emptyChat();
        var said = said(environment(site.chat(), convex.url(), convex.deployKey()), "plan", "--rows", "-1");
        assertEquals(ExitCode.INPUT, said.code());
        assertEquals("pg2convex: --rows must be 0 or more, found -1", said.err().strip());
    }

    private Manifest fill(String chat) throws Exception {
        site.sql(chat, "TRUNCATE users RESTART IDENTITY CASCADE");
        try (var connection = site.connect(chat)) {
            return ChatData.generate(connection, new ChatSize(60, 1));
        }
    }

    private static Map<String, Long> rejectedByReason(Manifest manifest) {
        var byReason = new TreeMap<String, Long>();
        manifest.tables()
                .values()
                .forEach(table -> table.rejects().values().forEach(reason -> byReason.merge(reason.code(), 1L, Long::sum)));
        return byReason;
    }

    private static Map<String, Long> counts(JsonNode object) {
        var counts = new TreeMap<String, Long>();
        object.properties().forEach(each -> counts.put(each.getKey(), each.getValue().asLong()));
        return counts;
    }

    private static JsonNode found(JsonNode plan, String code) {
        return plan.path("findings").valueStream().filter(each -> each.path("code").asString().equals(code)).findFirst().orElseThrow();
    }

    /** The number of the line that has this text. */
    static int line(String text, String part) {
        var lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(part)) {
                return i + 1;
            }
        }
        throw new IllegalStateException("no line has " + part);
    }

    private Environment environment(String database, String url, String key) {
        return new Environment(folder, Map.of("POSTGRES_URL", site.database.url(database), "CONVEX_URL", url, "CONVEX_DEPLOY_KEY", key));
    }

    private Said said(Environment environment, String command, String... more) {
        var arguments = new ArrayList<>(List.of(command, "--mapping", site.home.resolve("examples/chat/mapping.yaml").toString()));
        arguments.addAll(List.of(more));
        return Said.by(environment, arguments.toArray(String[]::new));
    }
}
