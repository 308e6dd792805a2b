package dev.pg2convex.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Optional;

/**
 * A new server's data, as {@code initdb} makes them. That takes half a second of processor time and gives the same each time: whoever starts dozens of
 * servers names a folder in which they are kept once, to be copied.
 */
record Prototype(Path folder) {
    private static final String FOLDER = "pg2convex.embedded.prototype";

    /** The one that a property of the JVM names. */
    static Optional<Prototype> named() {
        return Optional.ofNullable(System.getProperty(FOLDER)).map(Path::of).map(Prototype::new);
    }

    /** @param data an empty folder, which stays empty where nothing has been kept yet */
    void copyTo(Path data) throws IOException {
        if (Files.isDirectory(folder)) {
            copy(folder, data);
        }
    }

    /** @param data of a server that has never run */
    void keep(Path data) {
        if (Files.isDirectory(folder)) {
            return;
        }
        try {
            Files.createDirectories(folder.getParent());
            var part = Files.createTempDirectory(folder.getParent(), folder.getFileName() + "-");
            copy(data, part);
            try {
                Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileSystemException e) {
                delete(part);
                // Else another was as quick.
                if (!Files.isDirectory(folder)) {
                    throw e;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep a new server's data in " + folder, e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var paths = Files.walk(from)) {
            for (var path : (Iterable<Path>) paths.skip(1)::iterator) {
                Files.copy(path, to.resolve(from.relativize(path)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static void delete(Path tree) throws IOException {
        try (var paths = Files.walk(tree)) {
            for (var path : (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(path);
            }
        }
    }
}
