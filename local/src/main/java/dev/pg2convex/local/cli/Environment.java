package dev.pg2convex.local.cli;

import io.github.cdimascio.dotenv.Dotenv;
import io.github.cdimascio.dotenv.DotenvException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Where a command takes its configuration from.
 *
 * @param folder holds {@code .env.local} and {@code .env}
 * @param process the process's own variables, which come first
 */
public record Environment(Path folder, Map<String, String> process) {
    public Environment {
        process = Map.copyOf(process);
    }

    static Environment ofProcess() {
        // Absolute: to the library, no folder is the root.
        return new Environment(Path.of("").toAbsolutePath(), System.getenv());
    }

    /** The environment that the command line of this command was given. */
    static Environment of(CommandSpec spec) {
        return ((Root) spec.root().userObject()).environment();
    }

    /** The process's variables, over {@code .env.local}, over {@code .env}. */
    Map<String, String> variables() {
        var variables = new HashMap<String, String>();
        for (var file : new String[]{".env", ".env.local"}) {
            try {
                Dotenv.configure()
                        .directory(folder.toString())
                        .filename(file)
                        .ignoreIfMissing()
                        .load()
                        .entries(Dotenv.Filter.DECLARED_IN_ENV_FILE)
                        .forEach(entry -> variables.put(entry.getKey(), entry.getValue()));
            } catch (DotenvException e) {
                throw new InputException(folder.resolve(file) + line(folder.resolve(file), e)
                        + ": not NAME=\"value\"; write it so, or begin the line with # to leave it out");
            }
        }
        variables.putAll(process);
        return Map.copyOf(variables);
    }

    /** The library's message ends with the line, which is not to be shown. */
    private static String line(Path file, DotenvException failure) {
        try {
            var lines = Files.readAllLines(file);
            for (int n = 0; n < lines.size(); n++) {
                if (!lines.get(n).isBlank() && failure.getMessage().endsWith(lines.get(n))) {
                    return ":" + (n + 1);
                }
            }
        } catch (IOException _) {
            // It was there a moment ago; its name says enough.
        }
        return "";
    }
}
