package dev.pg2convex.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.embedded.LocalConvexServer;
import dev.pg2convex.local.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad input, one case each: the whole of what is said, the exit code, and that nothing was written on either side. */
@ExtendWith(SharedSite.class)
class BadInputTest {
    private static final String PASSWORD = "pa55-of-nobody";
    private static final String SECRET = "c2VjcmV0-of-a-key";

    @TempDir
    private static Path folder;
    private static Site site;
    private static ConvexFolders folders;
    private static String chat;

    @BeforeAll
    static void start(Site shared) throws Exception {
        site = shared;
        folders = new ConvexFolders(site.home, folder);
        chat = site.chat();
        site.sql("postgres", "CREATE ROLE reader LOGIN PASSWORD 'another'");
        try (var connection = site.connect("postgres"); var rows = connection.createStatement().executeQuery("SHOW hba_file")) {
            rows.next();
            var rules = Path.of(rows.getString(1));
            Files.writeString(rules, "host all reader 127.0.0.1/32 scram-sha-256\n" + Files.readString(rules));
        }
        site.sql("postgres", "SELECT pg_reload_conf()");
    }

    @AfterAll
    static void stop() {
        // Too many to be kept, and no other test's.
        site.endServers();
    }

    /** What a command is given; good as it is made, until a case spoils it. */
    private static final class Input {
        private final Map<String, String> variables = new HashMap<>();
        private final List<String> arguments = new ArrayList<>(List.of("run"));
        private String database = chat;
        private LocalConvexServer convex = site.convex("chat", folders.chat());
        private String mapping;
        private boolean mappingThere = true;

        Input() throws Exception {
            mapping = site.mapping();
            variables.put("POSTGRES_URL", site.database.url(database));
            convex(convex);
        }

        /** With a database of its own, where the case changes it. */
        void own() throws Exception {
            database = site.chat();
            variables.put("POSTGRES_URL", site.database.url(database));
        }

        void convex(LocalConvexServer server) {
            convex = server;
            variables.put("CONVEX_URL", server.url());
            variables.put("CONVEX_DEPLOY_KEY", server.deployKey());
        }

        void replace(String text, String by) {
            if (!mapping.contains(text)) {
                throw new IllegalStateException("the example's mapping has no " + text);
            }
            mapping = mapping.replace(text, by);
        }
    }

    private interface Spoil {
        void spoil(Input input) throws Exception;
    }

    /** @param store whether the migration store is there already when this comes out */
    record Case(String name, Spoil spoil, boolean store) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Case bad(String name, Spoil spoil) {
        return new Case(name, spoil, false);
    }

    static Stream<Case> cases() {
        return Stream.of(services(), keys(), deployments(), mappings(), flags()).flatMap(List::stream);
    }

    private static List<Case> services() {
        return List.of(bad("no_convex_url", input -> input.variables.remove("CONVEX_URL")),
                bad("no_url_at_all", input -> input.variables.clear()), bad("no_convex_url_but_next", input -> {
                    input.variables.remove("CONVEX_URL");
                    input.variables.put("NEXT_PUBLIC_CONVEX_URL", "https://happy-animal-123.convex.cloud");
                }), bad("no_convex_url_but_vite", input -> {
                    input.variables.remove("CONVEX_URL");
                    input.variables.put("VITE_CONVEX_URL", "https://happy-animal-123.convex.cloud");
                }), bad("no_postgres_url_but_database_url", input -> {
                    input.variables.put("DATABASE_URL", input.variables.remove("POSTGRES_URL"));
                }), bad("postgres_url_malformed", input -> input.variables.put("POSTGRES_URL", "mysql://u:" + PASSWORD + "@h/d")),
                bad("postgres_url_unknown_parameter",
                        input -> input.variables.put("POSTGRES_URL", input.variables.get("POSTGRES_URL") + "?sslmod=require")),
                bad("convex_url_malformed", input -> input.variables.put("CONVEX_URL", "happy-animal-123")),
                bad("convex_url_of_the_dashboard",
                        input -> input.variables.put("CONVEX_URL", "https://dashboard.convex.dev/t/team/project/happy-animal-123/data")),
                bad("convex_url_of_the_site", input -> input.variables.put("CONVEX_URL", "https://happy-animal-123.convex.site")),
                bad("database_unreachable", input -> input.variables.put("POSTGRES_URL", "postgresql://u:" + PASSWORD + "@127.0.0.1:1/d")),
                bad("database_missing", input -> input.variables.put("POSTGRES_URL", site.database.url("nowhere"))),
                bad("deployment_unreachable", input -> input.variables.put("CONVEX_URL", "http://127.0.0.1:1")),
                bad("wrong_password",
                        input -> input.variables.put("POSTGRES_URL",
                                site.database.url(input.database).replace("postgres@", "reader:" + PASSWORD + "@"))),
                bad("no_password",
                        input -> input.variables.put("POSTGRES_URL", site.database.url(input.database).replace("postgres@", "reader@"))),
                bad("store_unreachable",
                        input -> input.variables.put("PG2CONVEX_STORE_URL", "postgresql://u:" + PASSWORD + "@127.0.0.1:1/d")));
    }

    private static List<Case> keys() {
        return List.of(bad("wrong_key", input -> input.variables.put("CONVEX_DEPLOY_KEY", "dev:local|" + SECRET)),
                bad("no_key", input -> input.variables.remove("CONVEX_DEPLOY_KEY")), bad("key_of_another_deployment", input -> {
                    input.variables.put("CONVEX_URL", "https://happy-animal-123.convex.cloud");
                    input.variables.put("CONVEX_DEPLOY_KEY", "prod:other-animal-456|" + SECRET);
                }), bad("preview_key", input -> input.variables.put("CONVEX_DEPLOY_KEY", "preview:team:project|" + SECRET)),
                bad("project_key", input -> input.variables.put("CONVEX_DEPLOY_KEY", "project:team:project|" + SECRET)),
                bad("key_may_not_query", input -> input.convex(site.convex("no queries", folders.chat(), "--deny", "runInternalQueries"))),
                new Case("key_may_not_write", input -> {
                    input.own();
                    input.convex(site.convex("no mutations", folders.chat(), "--deny", "runInternalMutations"));
                }, true));
    }

    private static List<Case> deployments() {
        return List.of(bad("functions_not_deployed", input -> input.convex(site.convex("none", folders.withoutFunctions()))),
                bad("functions_of_another_version", input -> input.convex(site.convex("other", folders.otherVersion()))),
                bad("tables_of_pg2convex_missing",
                        input -> input.convex(
                                site.convex("no tables", folders.schema("no-tables", text -> text.replace("...pg2convexTables,", ""))))),
                bad("schema_lacks_a_table",
                        input -> input.convex(site.convex("no messages",
                                folders.schema("no-messages", text -> text.replace("messages: defineTable", "letters: defineTable"))))),
                bad("schema_refuses_fields",
                        input -> input.convex(site.convex("strict",
                                folders.schema("strict",
                                        text -> text.replace("credits: v.number()", "credits: v.string()")
                                                .replace("email: v.string(),", "")
                                                .replace(".index(\"by_email\", [\"email\"])", ""))))));
    }

    private static List<Case> mappings() {
        return List.of(bad("mapping_missing", input -> input.mappingThere = false),
                bad("mapping_not_yaml", input -> input.mapping = "name: chat\ntables: [users\n"),
                bad("mapping_not_text", input -> input.mapping = "\0\0"), bad("mapping_empty", input -> input.mapping = ""),
                bad("mapping_unknown_key", input -> input.replace("onMatch: update", "onMtch: update")),
                bad("mapping_unknown_table", input -> input.replace("  threads:\n", "  treads:\n")),
                bad("mapping_unknown_column", input -> input.replace("column: user_id", "column: user_idd")),
                bad("mapping_unknown_type", input -> input.replace("as: timestamp", "as: timestmp")),
                bad("mapping_unknown_reference", input -> input.replace("ref: users", "ref: user")),
                bad("table_without_primary_key", input -> {
                    input.own();
                    site.sql(input.database, "ALTER TABLE messages DROP CONSTRAINT messages_pkey");
                }), bad("table_that_is_not_in_the_mapping", input -> {
                    input.arguments.set(0, "resync");
                    input.arguments.addAll(List.of("--table", "user"));
                }));
    }

    private static List<Case> flags() {
        return List.of(bad("flag_unknown", input -> input.arguments.add("--no-verfy")),
                bad("flag_without_value", input -> input.arguments.add("--concurrency")),
                bad("flag_not_a_number", input -> input.arguments.addAll(List.of("--concurrency", "many"))),
                bad("flag_out_of_range", input -> input.arguments.addAll(List.of("--concurrency", "0"))),
                bad("command_unknown", input -> input.arguments.set(0, "migrate")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void command_badInput_saysWhatToDoAndWritesNothing(Case each) throws Exception {
        var input = new Input();
        each.spoil().spoil(input);
        var file = folder.resolve("mapping.yaml");
        Files.deleteIfExists(file);
        if (input.mappingThere) {
            Files.writeString(file, input.mapping);
        }
        input.arguments.addAll(1, List.of("--mapping", file.toString()));

        var said = Said.by(new Environment(folder, input.variables), input.arguments.toArray(String[]::new));

        assertEquals(expected(each.name()), "exit code " + said.code() + "\n" + general(said.err(), input, file));
        assertEquals("", said.out());
        for (var secret : List.of(PASSWORD, SECRET, Site.VALUE, secretOf(input.convex.deployKey()))) {
            assertFalse(said.err().contains(secret), "a secret or a value is shown");
        }
        assertEquals(each.store(), site.hasStore(input.database), "the migration store");
        assertEquals(0, Site.documents(input.convex), "documents");
        if (input.arguments.getFirst().equals("run") && !each.store() && flags().stream().map(Case::name).noneMatch(each.name()::equals)) {
            planSaysTheSame(input, said.err());
        }
    }

    /** And may say more: it does not stop at the first thing that is wrong. */
    private static void planSaysTheSame(Input input, String err) throws Exception {
        input.arguments.set(0, "plan");
        var said = Said.by(new Environment(folder, input.variables), input.arguments.toArray(String[]::new));
        assertEquals(ExitCode.INPUT, said.code(), said.err());
        assertEquals("", said.out());
        var message = err.substring(err.indexOf("pg2convex: ") + "pg2convex: ".length());
        assertTrue(without(said.err()).contains(without(message)), said.err() + "\nlacks\n" + message);
        assertFalse(site.hasStore(input.database), "the migration store");
    }

    /** The identity of a request differs from call to call. */
    private static String without(String text) {
        return text.replaceAll("request ID [0-9a-f]+", "").strip();
    }

    private static String expected(String name) throws IOException {
        try (var stream = BadInputTest.class.getResourceAsStream("bad-input.txt")) {
            return Stream.of(new String(stream.readAllBytes(), UTF_8).split("(?m)^=== "))
                    .filter(text -> text.startsWith(name + "\n"))
                    .map(text -> text.substring(name.length() + 1))
                    .findFirst()
                    .orElse("");
        }
    }

    /** What differs from run to run, by name. */
    private static String general(String text, Input input, Path file) {
        return text.replace(file.toString(), "{mapping}")
                .replace(input.convex.url(), "{convex}")
                .replace(site.database.url("").replaceFirst(".*@", "").replace("/", ""), "{postgres}")
                .replace(input.database, "{database}")
                .replaceAll("request ID [0-9a-f]+", "request ID {request}");
    }

    private static String secretOf(String key) {
        return key.substring(key.indexOf('|') + 1);
    }
}
