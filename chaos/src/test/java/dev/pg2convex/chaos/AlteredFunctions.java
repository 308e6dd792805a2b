package dev.pg2convex.chaos;

import dev.pg2convex.local.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A copy of the Convex folder in which one protection is taken out: the functions that users get have no switch for it. */
final class AlteredFunctions {
    private AlteredFunctions() {}

    /**
     * @param folder empty
     * @param file of {@code convex/pg2convex}
     * @param protection its text there, exactly once
     * @param instead what stands in its place
     * @return the folder
     */
    static Path write(Path folder, String file, String protection, String instead) throws IOException {
        copy(Bench.convexFolder(), folder);
        var functions = Files.createDirectory(folder.resolve("pg2convex"));
        copy(Home.find().resolve("convex/pg2convex"), functions);
        var text = Files.readString(functions.resolve(file));
        if (text.split(Pattern.quote(protection), -1).length != 2) {
            throw new IllegalStateException(file + " does not have its protection exactly once: " + protection);
        }
        Files.writeString(functions.resolve(file), text.replace(protection, instead));
        return folder;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.list(from)) {
            for (var file : files.filter(file -> file.toString().endsWith(".ts") && !file.toString().endsWith(".test.ts")).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
