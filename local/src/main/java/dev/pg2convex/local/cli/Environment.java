package dev.pg2convex.local.cli;

import io.github.cdimascio.dotenv.Dotenv;
import io.github.cdimascio.dotenv.DotenvException;
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
                throw new InputException(folder.resolve(file) + " has a line that is not NAME=value");
            }
        }
        variables.putAll(process);
        return Map.copyOf(variables);
    }
}
