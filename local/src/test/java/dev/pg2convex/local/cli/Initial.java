package dev.pg2convex.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A database that {@code init} reads, and the folder that it writes to. */
final class Initial {
    private static final String TSCONFIG = """
            {
              "extends": "CONVEX/tsconfig.json",
              "compilerOptions": { "types": [], "rootDirs": [], "paths": { "convex/*": ["CONVEX/node_modules/convex/dist/esm-types/*/index.d.ts"] } },
              "include": ["./convex/**/*.ts"],
              "exclude": []
            }
            """;

    final Path folder;
    private final Site site;
    private final String database;
    private final Map<String, String> variables = new HashMap<>();

    Initial(Site site, String database, Path folder) {
        this.site = site;
        this.database = database;
        this.folder = folder;
        variables.put("POSTGRES_URL", site.database.url(database));
    }

    /** An SQL file of the tests. */
    static String file(String name) {
        try (var in = Initial.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Said init(String... more) {
        var arguments = new ArrayList<>(List.of("init", "--out", folder.toString()));
        arguments.addAll(List.of(more));
        return Said.by(new Environment(folder, variables), arguments.toArray(String[]::new));
    }

    /** A command of the mapping that was written, against a local Convex server with the folder that was written. */
    Said said(String command, String... more) {
        var server = site.convex("init " + database, folder.resolve("convex"));
        variables.put("CONVEX_URL", server.url());
        variables.put("CONVEX_DEPLOY_KEY", server.deployKey());
        var arguments = new ArrayList<>(List.of(command, "--mapping", folder.resolve("mapping.yaml").toString()));
        arguments.addAll(List.of(more));
        return Said.by(new Environment(folder, variables), arguments.toArray(String[]::new));
    }

    void sql(String... statements) throws Exception {
        for (var statement : statements) {
            site.sql(database, statement);
        }
    }

    String mapping() throws IOException {
        return Files.readString(folder.resolve("mapping.yaml"));
    }

    String schema() throws IOException {
        return Files.readString(folder.resolve("convex/schema.ts"));
    }

    /** What prettier and the TypeScript compiler have against the folder; empty when nothing. */
    String complaints() throws Exception {
        var convex = site.home.resolve("convex").toAbsolutePath();
        Files.writeString(folder.resolve("tsconfig.json"), TSCONFIG.replace("CONVEX", convex.toString()));
        return run(convex, "prettier", "--check", "--config", convex.resolve(".prettierrc.json").toString(), "--log-level", "warn",
                folder.resolve("convex").toString()) + run(convex, "tsc", "-p", folder.resolve("tsconfig.json").toString());
    }

    private static String run(Path convex, String tool, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(convex.resolve("node_modules/.bin").resolve(tool).toString()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).directory(convex.toFile()).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        return process.waitFor() == 0 ? "" : tool + ": " + said;
    }
}
