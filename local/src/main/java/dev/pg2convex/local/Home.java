package dev.pg2convex.local;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where pg2convex itself is: its Convex functions, its local Convex server, its example. */
public final class Home {
    private Home() {}

    /** {@code PG2CONVEX_HOME}, which the launcher sets; else the nearest folder above the working directory that looks like it. */
    public static Path find() {
        var given = Optional.ofNullable(System.getenv("PG2CONVEX_HOME")).filter(home -> !home.isBlank()).map(Path::of);
        if (given.isPresent()) {
            return given.get();
        }
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("convex/local/server.mjs"))) {
                return folder;
            }
        }
        throw new CategorizedException(Failure.CONFIGURATION, "no_home",
                "PG2CONVEX_HOME is not set; start pg2convex by its launcher, or set it to the folder of pg2convex");
    }
}
