package dev.pg2convex.local.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pg2convex.embedded.LocalConvexServer;
import dev.pg2convex.local.ExitCode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Every type and every shape of a table, from Postgres through all of the engine into Convex, and read there by plain HTTP. */
@ExtendWith(SharedSite.class)
class EveryTypeMigrationTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    @Test
    void run_everyTypeAndShape_documentsAreWhatPostgresSays(Site site) throws Exception {
        var convex = site.convex("types", site.home.resolve("local/src/test/types"));
        site.database.createDatabase("types");
        site.sql("types", EveryType.SCRIPT + EveryType.table());
        Files.writeString(folder.resolve("types.yaml"), EveryType.MAPPING);
        var environment = new Environment(folder, Map.of("POSTGRES_URL", site.database.url("types"), "CONVEX_URL", convex.url(),
                "CONVEX_DEPLOY_KEY", convex.deployKey(), "PG2CONVEX_HOME", site.home.toString()));

        var run = Said.by(environment, "run", "--json", "--mapping", folder.resolve("types.yaml").toString());

        assertEquals(ExitCode.FINISHED_WITH_PROBLEMS, run.code(), run.err());
        var result = run.json();
        assertEquals(List.of(1, 0), List.of(result.path("rejected").asInt(), result.path("findings").asInt()), run.out() + run.err());
        assertEquals("4 timestamp_range at", site.text("types", "SELECT key || ' ' || reason || ' ' || field FROM pg2convex.reject"));
        var documents = documents(convex, "everything", "row");
        var expected = expected(site);
        assertEquals(expected.keySet(), documents.keySet());
        for (var row : expected.keySet()) {
            expected.get(row)
                    .properties()
                    .forEach(field -> assertEquals(text(field.getValue()), text(documents.get(row).path(field.getKey())),
                            row + " " + field.getKey()));
            assertEquals(expected.get(row).size(), documents.get(row).size(), row);
        }
        assertEquals(
                "{1={\"cyrillic\":\"имя 1\",\"own\":2,\"quoted\":\"q\",\"systemId\":1}, 2={\"cyrillic\":\"\",\"own\":4,\"systemId\":2}}",
                new TreeMap<>(documents(convex, "odd", "systemId")).toString());
        assertEquals(30, documents(convex, "parted", "n").size());
        assertEquals("[a, b]", documents(convex, "animals", "name").keySet().toString());
        assertEquals("[c, d]", documents(convex, "cats", "name").keySet().toString());
    }

    private static Map<String, ObjectNode> expected(Site site) throws Exception {
        var documents = new TreeMap<String, ObjectNode>();
        try (var connection = site.connect("types"); var statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'; SET DateStyle = 'ISO'; SET IntervalStyle = 'iso_8601'; SET lc_monetary = 'C'");
            try (var rows = statement.executeQuery(EveryType.documents())) {
                while (rows.next()) {
                    var document = (ObjectNode) MAPPER.readTree(rows.getString(1));
                    documents.put(document.path("row").asString(), document);
                }
            }
        }
        return documents;
    }

    /** By the text of a field; without Convex's own fields. */
    private static Map<String, ObjectNode> documents(LocalConvexServer convex, String table, String key) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(convex.url() + "/api/query"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Convex " + convex.deployKey())
                .POST(BodyPublishers
                        .ofString("{\"path\":\"list:all\",\"format\":\"convex_encoded_json\",\"args\":{\"table\":\"" + table + "\"}}"))
                .build();
        var found = new TreeMap<String, ObjectNode>();
        try (var client = HttpClient.newHttpClient()) {
            for (JsonNode each : MAPPER.readTree(client.send(request, BodyHandlers.ofString()).body()).path("value")) {
                var document = (ObjectNode) each;
                document.remove(List.of("_id", "_creationTime"));
                assertEquals(null,
                        found.put(
                                document.path(key).isNumber() ? Long.toString(document.path(key).asLong()) : document.path(key).asString(),
                                document));
            }
        }
        return found;
    }

    /** One text for equal values: numbers as doubles, fields in order. */
    private static String text(JsonNode value) {
        if (value.isNumber()) {
            return Double.toString(value.doubleValue());
        }
        if (value.isArray()) {
            var items = new ArrayList<String>();
            value.forEach(item -> items.add(text(item)));
            return items.toString();
        }
        if (value.isObject()) {
            var fields = new TreeMap<String, String>();
            value.properties().forEach(field -> fields.put(field.getKey(), text(field.getValue())));
            return fields.toString();
        }
        return value.toString();
    }
}
