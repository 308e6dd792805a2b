package dev.pg2convex.local.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.core.source.SourceInventory;
import dev.pg2convex.core.source.SourceInventory.Relation;
import dev.pg2convex.init.Init;
import dev.pg2convex.init.Selection;
import dev.pg2convex.local.ExitCode;
import dev.pg2convex.local.demo.ConvexCalls;
import dev.pg2convex.mapping.YamlMappingReader;
import dev.pg2convex.runtime.SourceAssembly;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code init} writes is taken by prettier, by the TypeScript compiler, by the local Convex server and by the engine as it is. */
@ExtendWith(SharedSite.class)
@Execution(ExecutionMode.CONCURRENT)
class InitAndRunTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final List<String> SCHEMAS = List.of("public", "app", "Odd. schema");

    @TempDir
    private Path folder;

    @Test
    void init_chatDatabase_runsAndVerifiesClean(Site site) throws Exception {
        var chat = new Initial(site, site.chat(), folder);
        chat.sql("INSERT INTO threads (user_id, clerk_user_id, metadata) VALUES (1, 'c', '{\"$a\": [1, null]}')",
                "INSERT INTO messages (thread_id, clerk_user_id, role, content, cost_in_cents) VALUES (1, 'c', 'user', 'hello', 0.10)");
        assertEquals(ExitCode.CLEAN, chat.init().code());
        assertEquals("", chat.complaints());

        var run = chat.said("run");
        assertEquals(ExitCode.CLEAN, run.code(), run.err());
        var verify = chat.said("verify");
        assertEquals(ExitCode.CLEAN, verify.code(), verify.err());
        assertTrue(verify.out().contains("every mapped field of 3 rows"), verify.out());
    }

    @Test
    void init_nastyDatabase_runsAndVerifiesWithNothingRejectedButTheOrphan(Site site) throws Exception {
        var nasty = nasty(site, "nasty");
        var init = nasty.init("--schema", String.join(",", SCHEMAS));
        assertEquals(ExitCode.CLEAN, init.code(), init.err());
        assertEquals("""
                Left out: public.a_matview: a materialized view; what it holds is made from its tables
                Left out: public.a_view: a view; what it shows is in its tables
                Left out: public.half_keyed: no primary key, and no unique index over columns that are NOT NULL; give it one
                Left out: public.keyless: no primary key, and no unique index over columns that are NOT NULL; give it one
                """, init.err());
        assertEquals("", nasty.complaints());

        var run = nasty.said("run");
        assertEquals(ExitCode.FINISHED_WITH_PROBLEMS, run.code(), run.err());
        var rejects = nasty.said("rejects", "--format", "csv").out().strip().lines().toList();
        assertEquals(2, rejects.size(), rejects::toString);
        assertTrue(rejects.getLast().contains("unchecked") && rejects.getLast().contains("orphan"), rejects::toString);
        var verify = nasty.said("verify");
        assertTrue(verify.out().contains("39 documents against the rows: no difference."), verify.out() + verify.err());

        var server = site.convex("init nasty", folder.resolve("convex"));
        try (var calls = new ConvexCalls(server.url(), server.deployKey())) {
            var users = documents(calls, "users", "mail", "mood", "moods", "home", "grid", "team", "managerId");
            var first = users.getFirst();
            assertEquals("it's", first.path("mood").asString());
            assertEquals(MAPPER.readTree("[\"say \\\"x\\\"\", null, \"two\\nlines\", \"💩\"]"), first.path("moods"));
            assertEquals(MAPPER.readTree("{\"street\": \"s\", \"mood\": \"\", \"lines\": [\"l\", null]}"), first.path("home"));
            assertEquals(MAPPER.readTree("[[1, 2], [null, 3]]"), first.path("grid"));
            assertEquals(first.path("_id"), users.getLast().path("managerId"));
            var a = documents(calls, "cycleA", "bId", "n");
            var b = documents(calls, "cycleB", "aId");
            assertEquals(List.of(a.getLast().path("_id"), a.getFirst().path("_id")), b.stream().map(each -> each.path("aId")).toList());
            assertEquals(List.of(b.getFirst().path("_id"), b.getLast().path("_id")), a.stream().map(each -> each.path("bId")).toList());
            assertEquals(documents(calls, "ringY", "next").getFirst().path("_id"),
                    documents(calls, "ringX", "next").getFirst().path("next"));
            assertEquals(List.of("base", "base"),
                    documents(calls, "base", "name").stream().map(each -> each.path("name").asString()).toList());
            assertEquals("derived", documents(calls, "derived", "name").getFirst().path("name").asString());
            assertEquals(2, documents(calls, "parted", "what").size());
            var orders = documents(calls, "orders", "no");
            assertEquals(orders.get(1).path("_id"), documents(calls, "lines", "orderNo").getFirst().path("orderNo"));
            assertEquals(orders.get(2).path("_id"), documents(calls, "loose", "tORef").getFirst().path("tORef"));
            assertEquals(users.getLast().path("_id"), documents(calls, "appUsers", "u").getFirst().path("u"));
        }
    }

    @Test
    void make_shuffledCatalog_writesTheSame(Site site) throws Exception {
        nasty(site, "shuffled");
        try (var source = SourceAssembly.open(site.database.url("shuffled"))) {
            var inventory = source.inventory();
            var catalog = source.catalog();
            var made = new Init(inventory, catalog).make(new Selection(SCHEMAS, List.of()));
            new YamlMappingReader().read(made.mapping(), "mapping.yaml");
            var random = new Random(3);
            for (int round = 0; round < 5; round++) {
                SourceInventory other = () -> shuffled(inventory.relations(), random);
                var schemas = new ArrayList<>(SCHEMAS);
                Collections.shuffle(schemas, random);
                assertEquals(made, new Init(other, catalog).make(new Selection(schemas, List.of())));
            }
        }
    }

    private Initial nasty(Site site, String name) throws Exception {
        site.database.createDatabase(name);
        var nasty = new Initial(site, name, folder);
        nasty.sql(Initial.file("nasty.sql"), Initial.file("nasty-rows.sql"));
        return nasty;
    }

    private static List<Relation> shuffled(List<Relation> relations, Random random) {
        var shuffled = new ArrayList<Relation>();
        for (var each : relations) {
            shuffled.add(new Relation(each.schema(), each.name(), each.kind(), each.inherits(), each.inherited(),
                    mixed(each.columns(), random), mixed(each.foreignKeys(), random), mixed(each.indexes(), random)));
        }
        return mixed(shuffled, random);
    }

    private static <T> List<T> mixed(List<T> list, Random random) {
        var mixed = new ArrayList<>(list);
        Collections.shuffle(mixed, random);
        return mixed;
    }

    private static List<JsonNode> documents(ConvexCalls calls, String table, String... fields) throws InterruptedException {
        var arguments = Map.of("protocol", 1, "table", table, "limit", 100, "fields", List.of(fields));
        var node = MAPPER.valueToTree(arguments);
        ((tools.jackson.databind.node.ObjectNode) node).putNull("cursor");
        var documents = new ArrayList<JsonNode>();
        calls.call("query", "pg2convex/documents:scan", (tools.jackson.databind.node.ObjectNode) node)
                .path("documents")
                .forEach(documents::add);
        return documents;
    }
}
