package dev.pg2convex.local.cli;

import io.github.cdimascio.dotenv.Dotenv;
import io.github.cdimascio.dotenv.DotenvException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The configuration's variables: the process's environment, over {@code .env.local}, over {@code .env}. */
final class Environment {
    private Environment() {}

    static Map<String, String> read(Path folder, Map<String, String> process) {
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
