package dev.pg2convex.local.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.pg2convex.aws.Services;
import dev.pg2convex.chat.ChatApplication;
import dev.pg2convex.chat.ChatChanges;
import dev.pg2convex.chat.ChatData;
import dev.pg2convex.chat.ChatSize;
import dev.pg2convex.chat.ChatTables;
import dev.pg2convex.chat.Manifest;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The chat case from end to end, judged by plain SQL and plain reads of Convex alone: nothing of pg2convex's reader, transformer or verifier is asked. */
@Order(1)
class IndependentCountTest {
    private static final ChatSize SIZE = new ChatSize(60, 7);

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

    private static Map<String, List<String>> expected(Connection connection, Set<String> outdated) throws Exception {
        var expected = ChatTexts.expected(connection);
        outdated.forEach(key -> assertFalse(expected.texts().containsKey(key), "an outdated row is a rejected one"));
        return expected.byTable();
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
        return ChatTexts.of(documents(calls));
    }

    private static Map<String, Map<String, JsonNode>> documents(ConvexCalls calls) throws InterruptedException {
        return ChatTexts.documents(calls);
    }
}
