package dev.pg2convex.local.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.embedded.LocalConvexServer;
import dev.pg2convex.local.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.json.JsonMapper;

/** Rows that were set aside come back when what was wrong with them is mended, and with them what was set aside for their sake. */
@ExtendWith(SharedSite.class)
@Execution(ExecutionMode.CONCURRENT)
class RedriveTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path folder;
    private Site site;
    private LocalConvexServer convex;
    private String chat;
    private Environment environment;

    @BeforeEach
    void start(Site shared) throws Exception {
        site = shared;
        convex = site.emptyChat();
        chat = site.chat();
        environment = new Environment(folder,
                Map.of("POSTGRES_URL", site.database.url(chat), "CONVEX_URL", convex.url(), "CONVEX_DEPLOY_KEY", convex.deployKey()));
    }

    @Test
    void run_emptyTables_isClean() throws Exception {
        site.sql(chat, "TRUNCATE users");
        var said = said("run", "--json");
        assertEquals(ExitCode.CLEAN, said.code(), said.err());
        assertEquals(0, said.json().path("rows").asInt(-1));
        assertEquals(0, Site.documents(convex));
    }

    @Test
    void redrive_afterTheDataWasMended_bringsRowsBackWithTheirChildren() throws Exception {
        fill();
        assertEquals(ExitCode.FINISHED_WITH_PROBLEMS, said("run").code());
        assertEquals(Set.of("users/2 timestamp_range", "threads/21 parent_rejected", "messages/211 parent_rejected", "threads/31 orphan",
                "messages/311 parent_rejected", "threads/41 orphan"), rejects());
        assertEquals(3, Site.documents(convex));

        assertEquals(ExitCode.FINISHED_WITH_PROBLEMS, said("redrive").code(), "nothing is mended");
        assertEquals(6, rejects().size());

        site.sql(chat, "UPDATE users SET \"createdAt\" = now() WHERE id = 2");
        site.sql(chat, "INSERT INTO users (id, clerk_user_id, email) VALUES (99, 'c99', 'c99@example.org')");
        var byReason = said("redrive", "--reason", "timestamp_range", "--json");
        assertEquals(3, byReason.json().path("inserted").asInt(), byReason.err());
        assertEquals(Set.of("threads/31 orphan", "messages/311 parent_rejected", "threads/41 orphan"), rejects());

        assertEquals(ExitCode.FINISHED_WITH_PROBLEMS, said("run", "--no-verify").code(), "the new user");
        assertEquals(Set.of("threads/41 orphan"), rejects(), "a run finds whatever was mended");

        site.sql(chat, "DELETE FROM threads WHERE id = 41");
        var gone = said("redrive", "--table", "threads", "--key", "41", "--json");
        assertEquals(ExitCode.CLEAN, gone.code(), gone.err());
        assertEquals(Set.of(), rejects());
        assertEquals(9, Site.documents(convex));
    }

    @Test
    void redrive_byTableAndKey_leavesOthersAlone() throws Exception {
        fill();
        assertEquals(ExitCode.FINISHED_WITH_PROBLEMS, said("run", "--no-verify").code());
        site.sql(chat, "UPDATE users SET \"createdAt\" = now() WHERE id = 2");
        site.sql(chat, "UPDATE threads SET user_id = 1 WHERE id IN (31, 41)");

        var byKey = said("redrive", "--table", "threads", "--key", "31", "--json");
        assertEquals(2, byKey.json().path("inserted").asInt(), byKey.err());
        assertEquals(Set.of("users/2 timestamp_range", "threads/21 parent_rejected", "messages/211 parent_rejected", "threads/41 orphan"),
                rejects());
        var all = said("redrive", "--json");
        assertEquals(ExitCode.CLEAN, all.code(), all.err());
        assertEquals(4, all.json().path("inserted").asInt());
        assertEquals(Set.of(), rejects());
    }

    @Test
    void redrive_afterTheMappingWasMended_usesTheNewOne() throws Exception {
        fill();
        assertEquals(ExitCode.FINISHED_WITH_PROBLEMS, said("run", "--no-verify").code());
        var mended = folder.resolve("mended.yaml");
        Files.writeString(mended, site.mapping().replaceFirst("(createdAt: \\{ column: createdAt, as: timestamp)", "$1, round: true"));
        var said = Said.by(environment, "redrive", "--mapping", mended.toString(), "--reason", "timestamp_range", "--json");
        assertEquals(3, said.json().path("inserted").asInt(), said.err());
        assertEquals(Set.of("threads/31 orphan", "messages/311 parent_rejected", "threads/41 orphan"), rejects());
    }

    @Test
    void redrive_pagesThatFailed_areSentAgain() throws Exception {
        site.sql(chat, "INSERT INTO threads (id, user_id, clerk_user_id) VALUES (11, 1, 'c')");
        assertEquals(ExitCode.CLEAN, said("run", "--no-verify").code());
        site.sql(chat, "INSERT INTO messages (id, thread_id, clerk_user_id, role, content) VALUES (111, 11, 'c', 'user', 'x')");
        // As a run leaves it whose last page has used up its receives.
        site.sql(chat, """
                    UPDATE pg2convex.page SET state = 'failed', rows = 0 FROM pg2convex.stage
                    WHERE page.run_id = stage.run_id AND page.ordinal = stage.ordinal AND stage.kind = 'load' AND stage.pass = 1
                AND 'messages' = ANY (stage.tables)""");
        site.sql(chat, """
                        UPDATE pg2convex.stage SET state = 'planned', failed = pages, pages_left = pages
                WHERE kind = 'load' AND pass = 1 AND 'messages' = ANY (tables)""");
        site.sql(chat, "UPDATE pg2convex.run SET state = 'incomplete'");

        var said = said("redrive", "--no-verify");
        assertEquals(ExitCode.CLEAN, said.code(), said.err());
        assertTrue(said.err().contains("has pages that failed at every attempt: sending them again."), said.err());
        assertEquals(0, site.count(chat, "SELECT count(*) FROM pg2convex.page WHERE state <> 'done'"));
        assertEquals(3, Site.documents(convex));
    }

    @Test
    void rejects_everyFormat_listsKeysAndReasonsAndNoValue() throws Exception {
        fill();
        assertEquals(ExitCode.FINISHED_WITH_PROBLEMS, said("run", "--no-verify").code());
        var run = said("status", "--json").json().path("run").asString();

        var csv = said("rejects", "--format", "csv", "--table", "threads").out();
        assertEquals("table,key,reason,field,message,run\r\n" + "threads,21,parent_rejected,userId,its parent was rejected," + run + "\r\n"
                + "threads,31,orphan,userId,its parent does not exist in the source," + run + "\r\n"
                + "threads,41,orphan,userId,its parent does not exist in the source," + run + "\r\n", csv);
        var lines = said("rejects", "--format", "jsonl", "--reason", "timestamp_range").out().lines().toList();
        assertEquals(1, lines.size());
        assertEquals(JSON.readTree("{\"table\":\"users\",\"key\":\"2\",\"reason\":\"timestamp_range\",\"field\":\"createdAt\",\"message\":"
                + "\"a timestamp is infinite or too far away to be exact; use `as: string` or `round: true`\",\"run\":\"" + run + "\"}"),
                JSON.readTree(lines.getFirst()));
        assertEquals(6, said("rejects").out().lines().count());
        assertFalse(said("rejects").out().contains(Site.VALUE));
        assertEquals("pg2convex: there is no reason `orphn` (--reason); did you mean `orphan`?",
                said("rejects", "--reason", "orphn").err().strip());
    }

    /** User 2 is bad, and with it its thread and message; threads 31 and 41 have no user. */
    private void fill() throws Exception {
        site.sql(chat, "INSERT INTO users (id, clerk_user_id, email, \"createdAt\") VALUES (2, '" + Site.VALUE
                + "2', 'c2@example.org', 'infinity')");
        site.sql(chat, "INSERT INTO threads (id, user_id, clerk_user_id) VALUES (11, 1, 'c'), (21, 2, 'c'), (31, 99, 'c'), (41, 98, 'c')");
        site.sql(chat, """
                INSERT INTO messages (id, thread_id, clerk_user_id, role, content)
                VALUES (111, 11, 'c', 'user', 'x'), (211, 21, 'c', 'user', 'x'), (311, 31, 'c', 'user', 'x')""");
    }

    private Set<String> rejects() {
        var found = new TreeSet<String>();
        said("rejects", "--json").json()
                .path("rejects")
                .forEach(each -> found
                        .add(each.path("table").asString() + "/" + each.path("key").asString() + " " + each.path("reason").asString()));
        return found;
    }

    private Said said(String command, String... more) {
        var arguments = new ArrayList<>(List.of(command, "--mapping", site.home.resolve("examples/chat/mapping.yaml").toString()));
        arguments.addAll(List.of(more));
        return Said.by(environment, arguments.toArray(String[]::new));
    }
}
