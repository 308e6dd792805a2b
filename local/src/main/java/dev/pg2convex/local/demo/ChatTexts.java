package dev.pg2convex.local.demo;

import dev.pg2convex.chat.ChatTables;
import dev.pg2convex.chat.expectation.ChatExpectation;
import dev.pg2convex.chat.expectation.Expected;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Both sides of the chat case as sorted texts, one for each document, a reference being its parent's text: for a judgement by plain SQL and plain reads
 * of Convex, which asks nothing of pg2convex's reader, transformer or verifier.
 */
public final class ChatTexts {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Set<String> OF_THE_APPLICATION = Set.of("_id", "_creationTime", "plan", "onboardedAt");
    private static final int PAGE = 200;

    private ChatTexts() {}

    /** @param texts by {@code table/key}; a row that cannot be migrated has none */
    public record Rows(Map<String, List<String>> byTable, Map<String, String> texts) {}

    /** What the source's rows should become. */
    public static Rows expected(Connection connection) throws SQLException {
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
        return new Rows(byTable, texts);
    }

    /** The same of documents by table and ID. */
    public static Map<String, List<String>> of(Map<String, Map<String, JsonNode>> documents) {
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

    /** What is in Convex, by table and ID. */
    public static Map<String, Map<String, JsonNode>> documents(ConvexCalls calls) throws InterruptedException {
        var functions = Map.of(ChatTables.USERS, "app:listUsers", ChatTables.THREADS, "app:listThreads", ChatTables.MESSAGES,
                "app:listMessages");
        var byTable = new HashMap<String, Map<String, JsonNode>>();
        for (var table : ChatTables.ALL) {
            var byId = byTable.computeIfAbsent(table, _ -> new HashMap<>());
            calls.each(functions.get(table), PAGE, ConvexCalls.arguments(),
                    document -> byId.put(document.path("_id").asString(), document));
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
