package dev.pg2convex.local.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command line as processes of their own, in one folder; what they print is kept in files by name. */
final class Program {
    private final Path folder;
    private final Map<String, String> environment;

    Program(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = Map.copyOf(environment);
    }

    Process start(String name, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:MetaspaceSize=128m", "-XX:ReservedCodeCacheSize=240m", "-cp",
                System.getProperty("java.class.path")));
        command.addAll(embeddedServers());
        command.add("dev.pg2convex.local.Main");
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(folder.toFile())
                .redirectOutput(file(name + ".out"))
                .redirectError(file(name + ".err"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** What the build says of them is for these processes too. */
    private static List<String> embeddedServers() {
        return Stream.of("pg2convex.embedded.folder", "pg2convex.embedded.prototype")
                .filter(name -> System.getProperty(name) != null)
                .map(name -> "-D" + name + "=" + System.getProperty(name))
                .toList();
    }

    /** What it printed on standard error so far. */
    String said(String name) {
        return read(name + ".err");
    }

    String printed(String name) {
        return read(name + ".out");
    }

    JsonNode result(String name) {
        return JsonMapper.builder().build().readTree(printed(name));
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private File file(String name) {
        return folder.resolve(name).toFile();
    }
}
