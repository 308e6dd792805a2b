package dev.pg2convex.local.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pg2convex.aws.Services;
import dev.pg2convex.chat.ChatApplication;
import dev.pg2convex.chat.ChatChanges;
import dev.pg2convex.chat.ChatData;
import dev.pg2convex.chat.ChatSize;
import dev.pg2convex.chat.ChatTables;
import dev.pg2convex.chat.Manifest;
import dev.pg2convex.chat.expectation.ChatExpectation;
import dev.pg2convex.chat.expectation.Expected;
import dev.pg2convex.core.Tuning;
import dev.pg2convex.core.message.Command;
import dev.pg2convex.core.run.Counts;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.RunOptions;
import dev.pg2convex.core.run.Scope;
import dev.pg2convex.embedded.EmbeddedDatabase;
import dev.pg2convex.embedded.LocalConvexServer;
import dev.pg2convex.local.Home;
import dev.pg2convex.local.cli.Runner;
import dev.pg2convex.local.engine.Session;
import dev.pg2convex.local.report.Summary;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The chat case from end to end, judged by plain SQL and plain reads of Convex alone: nothing of pg2convex's reader, transformer or verifier is asked. */
class IndependentCountTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final ChatSize SIZE = new ChatSize(60, 7);
    private static final Set<String> OF_THE_APPLICATION = Set.of("_id", "_creationTime", "plan", "onboardedAt");

    @Test
    void run_thenAgain_thenChanges_everyDocumentIsAsPlainSqlSays() throws Exception {
        var home = Home.find();
        try (var database = EmbeddedDatabase.start(); var convex = LocalConvexServer.start(home, home.resolve("examples/chat/convex"))) {
            database.createDatabase("chat");
            try (var connection = DriverManager.getConnection(database.jdbcUrl("chat"));
                    var calls = new ConvexCalls(convex.url(), convex.deployKey());
                    var session = Session.open(new Services(database.url("chat"), Optional.empty(), convex.url(), convex.deployKey()),
                            Tuning.DEFAULT, 4)) {
                ChatTables.create(connection);
                var manifest = ChatData.generate(connection, SIZE);
                new Application(calls).signUp(ChatApplication.signUps(connection, manifest));
                var runner = new Runner(session, new PrintWriter(new StringWriter()));
                runner.register("chat", Files.readString(home.resolve("examples/chat/mapping.yaml")));

                run(runner);
                assertEquals(expected(connection, Set.of()), actual(calls));

                var before = documents(calls);
                var again = run(runner);
                assertEquals(before, documents(calls), "a second run writes no document");
                assertEquals(new Counts(0, 0, 0, 0, 0, 0, 0, 0), written(again.total()));

                var changed = ChatChanges.apply(connection, manifest, 8);
                run(runner);
                var outdated = outdated(changed.after());
                var left = new HashMap<>(actual(calls));
                expected(connection, outdated).forEach((table, texts) -> left.put(table, without(left.get(table), texts)));
                assertEquals(outdated.size(), left.values().stream().mapToInt(List::size).sum(),
                        "only documents of rows that went bad are left over");
                assertEquals(Map.of(), missing(expected(connection, outdated), actual(calls)), "every row that is good has its document");
            }
        }
    }

    private static Summary run(Runner runner) throws InterruptedException {
        var summary = runner.follow(
                runner.accepted(new Command.Start("chat", Run.Kind.MIGRATE, Scope.EVERYTHING, new RunOptions(false, false, false, false))));
        assertEquals(Run.State.DONE, summary.run().state(), () -> summary.run().reason().orElse(""));
        return summary;
    }

    private static Counts written(Counts counts) {
        return new Counts(0, counts.inserted(), counts.adopted(), counts.updated(), 0, counts.recreated(), counts.deleted(), 0);
    }

    /** Rows that went bad after they were migrated: their documents stay as they were, and are left out on both sides. */
    private static Set<String> outdated(Manifest manifest) {
        var keys = new HashSet<String>();
        ChatTables.ALL.forEach(table -> manifest.table(table).outdated().forEach(key -> keys.add(table + "/" + key)));
        return keys;
    }

    /** Each document as sorted text, a reference being its parent's text; sorted, by table. */
    private static Map<String, List<String>> expected(Connection connection, Set<String> outdated) throws Exception {
        var texts = new HashMap<String, String>();
        var byTable = new HashMap<String, List<String>>();
        var expectation = new ChatExpectation(connection);
        for (var table : ChatTables.ALL) {
            var all = byTable.computeIfAbsent(table, _ -> new ArrayList<>());
            expectation.each(table, row -> {
                if (row instanceof Expected.Document document) {
                    var fields = new HashMap<String, Object>();
                    document.fields()
                            .forEach((name, value) -> fields.put(name, value instanceof Expected.Reference(String parent, String key)
                                    ? "-> " + texts.get(parent + "/" + key) : value));
                    var text = sorted(MAPPER.valueToTree(fields));
                    texts.put(table + "/" + document.key(), text);
                    all.add(text);
                }
            });
            Collections.sort(all);
        }
        assertEquals(outdated.size(), outdated.stream().filter(key -> !texts.containsKey(key)).count(),
                "an outdated row is a rejected one");
        return byTable;
    }

    private static Map<String, List<String>> missing(Map<String, List<String>> wanted, Map<String, List<String>> found) {
        var missing = new HashMap<String, List<String>>();
        wanted.forEach((table, texts) -> {
            var rest = without(texts, found.get(table));
            if (!rest.isEmpty()) {
                missing.put(table, rest);
            }
        });
        return missing;
    }

    /** Takes each of these away once. */
    private static List<String> without(List<String> texts, List<String> taken) {
        var rest = new ArrayList<>(texts);
        var counts = new HashMap<String, Integer>();
        taken.forEach(text -> counts.merge(text, 1, Integer::sum));
        rest.removeIf(text -> counts.merge(text, -1, Integer::sum) >= 0);
        return rest;
    }

    private static Map<String, List<String>> actual(ConvexCalls calls) throws InterruptedException {
        var documents = documents(calls);
        var byTable = new HashMap<String, List<String>>();
        var texts = new HashMap<String, String>();
        for (var table : ChatTables.ALL) {
            var all = byTable.computeIfAbsent(table, _ -> new ArrayList<>());
            documents.get(table).forEach((id, document) -> {
                var text = text(document, texts);
                texts.put(id, text);
                all.add(text);
            });
            Collections.sort(all);
        }
        return byTable;
    }

    private static String text(JsonNode document, Map<String, String> parents) {
        var fields = new HashMap<String, Object>();
        document.properties().forEach(field -> {
            if (!OF_THE_APPLICATION.contains(field.getKey())) {
                boolean reference = field.getKey().equals("userId") || field.getKey().equals("threadId");
                fields.put(field.getKey(), reference ? "-> " + parents.get(field.getValue().asString()) : field.getValue());
            }
        });
        return sorted(MAPPER.valueToTree(fields));
    }

    private static Map<String, Map<String, JsonNode>> documents(ConvexCalls calls) throws InterruptedException {
        var functions = Map.of(ChatTables.USERS, "app:listUsers", ChatTables.THREADS, "app:listThreads", ChatTables.MESSAGES,
                "app:listMessages");
        var byTable = new HashMap<String, Map<String, JsonNode>>();
        for (var table : ChatTables.ALL) {
            var byId = byTable.computeIfAbsent(table, _ -> new HashMap<>());
            calls.each(functions.get(table), 200, ConvexCalls.arguments(), document -> byId.put(document.path("_id").asString(), document));
        }
        return byTable;
    }

    /** JSON with sorted names, and every number as its double: 1 and 1.0 are the same to Convex. */
    private static String sorted(JsonNode node) {
        if (node.isObject()) {
            var names = new ArrayList<>(node.propertyNames());
            Collections.sort(names);
            var text = new StringBuilder("{");
            names.forEach(name -> text.append(MAPPER.writeValueAsString(name)).append(':').append(sorted(node.get(name))).append(','));
            return text.append('}').toString();
        }
        if (node.isArray()) {
            var text = new StringBuilder("[");
            node.forEach(item -> text.append(sorted(item)).append(','));
            return text.append(']').toString();
        }
        return node.isNumber() ? Double.toString(node.asDouble()) : node.toString();
    }
}
