package dev.pg2convex.local.cli;

import dev.pg2convex.embedded.LocalConvexServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** People and their notes, and tags beside them: one database, and a mapping file for either. */
final class Notes {
    static final String CONVEX = "local/src/test/convex";
    static final List<String> TABLES = List.of("people", "notes", "tags", "badges");
    static final String SOURCE = """
            CREATE TABLE people (id integer PRIMARY KEY, login text NOT NULL, name text, credits integer);
            INSERT INTO people VALUES (1, 'p1', '%1$s 1', 4), (2, 'p2', '%1$s 2', 5);
            CREATE TABLE notes (id integer PRIMARY KEY, person_id integer, body text);
            INSERT INTO notes VALUES (1, 1, '%1$s 1'), (2, 2, '%1$s 2'), (3, 2, '%1$s 3');
            CREATE TABLE tags (id integer PRIMARY KEY, label text, weight integer);
            INSERT INTO tags VALUES (1, '%1$s 1', 1);""".formatted(Site.VALUE);
    private static final String PEOPLE = """
            name: people
            tables:
              people:
                fields: { login: login, name: name, credits: credits }
              notes:
                fields: { person: { column: person_id, ref: people }, body: body }
            """;
    private static final String TAGS = """
            name: NAME
            tables:
              tags:
                fields: { label: label, weight: weight }
            """;

    private final Site site;
    private final Path folder;
    final String database;
    final Environment environment;
    final Program program;

    /** @param more variables of the environment */
    Notes(Site site, Path folder, LocalConvexServer convex, Map<String, String> more) throws Exception {
        this(site, folder, site.notes(), convex, more);
    }

    private Notes(Site site, Path folder, String database, LocalConvexServer convex, Map<String, String> more) throws Exception {
        this.site = site;
        this.folder = folder;
        this.database = database;
        var variables = new HashMap<>(more);
        variables.putAll(Map.of("POSTGRES_URL", site.database.url(database), "CONVEX_URL", convex.url(), "CONVEX_DEPLOY_KEY",
                convex.deployKey(), "PG2CONVEX_HOME", site.home.toString()));
        environment = new Environment(folder, variables);
        program = new Program(folder, variables);
        Files.writeString(file("people"), PEOPLE);
        Files.writeString(file("tags"), TAGS.replace("NAME", "tags"));
        Files.writeString(file("others"), TAGS.replace("NAME", "others"));
    }

    /** The same with another deployment, or with more variables. */
    Notes with(LocalConvexServer convex, Map<String, String> more) throws Exception {
        return new Notes(site, folder, database, convex, more);
    }

    Path file(String mapping) {
        return folder.resolve(mapping + ".yaml");
    }

    Said people(String command, String... more) {
        return said("people", command, more);
    }

    Said said(String mapping, String command, String... more) {
        var arguments = new ArrayList<>(List.of(command, "--mapping", file(mapping).toString()));
        arguments.addAll(List.of(more));
        return Said.by(environment, arguments.toArray(String[]::new));
    }

    void sql(String statement) throws Exception {
        site.sql(database, statement);
    }

    long count(String query) throws Exception {
        return site.count(database, query);
    }
}
