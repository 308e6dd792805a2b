package dev.pg2convex.local.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Convex folders that differ from the chat example's in one point. */
final class ConvexFolders {
    private final Path home;
    private final Path folder;

    /** @param folder an empty one, for all of them */
    ConvexFolders(Path home, Path folder) {
        this.home = home;
        this.folder = folder;
    }

    Path chat() {
        return home.resolve("examples/chat/convex");
    }

    /** The chat example, with functions that plant what a test needs, and clear it away; the same each time. */
    Path chatToPlant() {
        var made = folder.resolve("to-plant");
        if (Files.exists(made)) {
            return made;
        }
        try {
            copy(chat(), made);
            Files.copy(home.resolve("local/src/test/convex/plant.ts"), made.resolve("plant.ts"));
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The chat example with another schema. */
    Path schema(String name, UnaryOperator<String> change) {
        return copied(name, false, "schema.ts", change);
    }

    /** The chat example without the pg2convex functions. */
    Path withoutFunctions() {
        var made = schema("without-functions",
                text -> text.replace("import { pg2convexTables } from \"./pg2convex/tables\";", "").replace("...pg2convexTables,", ""));
        try {
            Files.createDirectory(made.resolve("pg2convex"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return made;
    }

    /** The chat example with pg2convex functions of another version. */
    Path otherVersion() {
        return copied("other-version", true, "pg2convex/protocol.ts", text -> text.replace("PROTOCOL = 1", "PROTOCOL = 2"));
    }

    private Path copied(String name, boolean functions, String file, UnaryOperator<String> change) {
        var made = folder.resolve(name);
        try {
            copy(chat(), made);
            if (functions) {
                copy(home.resolve("convex/pg2convex"), made.resolve("pg2convex"));
            }
            var before = Files.readString(made.resolve(file));
            var after = change.apply(before);
            if (after.equals(before)) {
                throw new IllegalStateException(file + " is not what " + name + " expects");
            }
            Files.writeString(made.resolve(file), after);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return made;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (var files = Files.list(from)) {
            for (var file : files.filter(each -> each.toString().matches(".*[^.]+\\.ts") && !each.toString().endsWith(".test.ts"))
                    .toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
