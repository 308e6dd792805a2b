package dev.pg2convex.local.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Files that are to be written: all of them or none. */
final class NewFiles {
    private final Map<Path, byte[]> contents = new TreeMap<>();

    void add(Path file, byte[] content) {
        contents.put(file, content);
    }

    /**
     * Writes what is not there as it should be.
     *
     * @param force overwrite what is there and differs
     * @throws InputException before anything is written, where something stands in the way
     */
    void write(boolean force) {
        var differing = new TreeMap<Path, byte[]>();
        contents.forEach((file, content) -> {
            if (!Arrays.equals(read(file), content)) {
                differing.put(file, content);
            }
        });
        var inTheWay = differing.keySet().stream().filter(Files::exists).map(file -> "\n  " + file).collect(Collectors.joining());
        if (!inTheWay.isEmpty() && !force) {
            throw new InputException("these files are there already and differ; nothing was written:" + inTheWay
                    + "\nWrite to another folder with --out DIR, or overwrite them with --force.");
        }
        differing.forEach(NewFiles::write);
    }

    /** Null for a file that is not there. */
    private static byte[] read(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw new InputException(file + " is a folder; a file is to be written there");
            }
            for (var folder = file.toAbsolutePath().getParent(); folder != null; folder = folder.getParent()) {
                if (Files.exists(folder) && !Files.isDirectory(folder)) {
                    throw new InputException(folder + " is a file; it must be a folder");
                }
            }
            return Files.exists(file) ? Files.readAllBytes(file) : null;
        } catch (IOException e) {
            throw new InputException(file + " cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private static void write(Path file, byte[] content) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, content);
        } catch (IOException e) {
            throw new InputException(file + " cannot be written: " + e.getClass().getSimpleName());
        }
    }
}
