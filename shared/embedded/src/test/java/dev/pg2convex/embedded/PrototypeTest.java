package dev.pg2convex.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrototypeTest {
    @TempDir
    private Path folder;
    private Path data;
    private Prototype prototype;

    @BeforeEach
    void makeData() throws IOException {
        data = Files.createDirectories(folder.resolve("data/base/1")).getParent().getParent();
        Files.writeString(data.resolve("base/1/PG_VERSION"), "18\n");
        Files.setPosixFilePermissions(data.resolve("base"), PosixFilePermissions.fromString("rwx------"));
        prototype = new Prototype(folder.resolve("target/postgres"));
    }

    @Test
    void copyTo_nothingKept_leavesTheFolderEmpty() throws IOException {
        var other = Files.createDirectory(folder.resolve("other"));
        prototype.copyTo(other);
        assertEquals(List.of(), files(other));
    }

    @Test
    void copyTo_kept_bringsFilesWithTheirPermissions() throws IOException {
        prototype.keep(data);
        var other = Files.createDirectory(folder.resolve("other"));
        prototype.copyTo(other);
        assertEquals(files(data), files(other));
        assertEquals("18\n", Files.readString(other.resolve("base/1/PG_VERSION")));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(other.resolve("base"))));
    }

    @Test
    void keep_manyAtOnce_keepsOneWhole() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            Callable<Void> keep = () -> {
                prototype.keep(data);
                return null;
            };
            for (var each : threads.invokeAll(List.of(keep, keep, keep, keep, keep, keep, keep, keep))) {
                each.get();
            }
        }
        assertEquals(files(data), files(prototype.folder()));
        try (var kept = Files.list(prototype.folder().getParent())) {
            assertEquals(List.of(prototype.folder()), kept.toList(), "nothing half done is left");
        }
    }

    private static List<String> files(Path tree) throws IOException {
        try (var paths = Files.walk(tree)) {
            return paths.skip(1).map(path -> tree.relativize(path).toString()).sorted().toList();
        }
    }
}
