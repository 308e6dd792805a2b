package dev.pg2convex.local.cli;

import dev.pg2convex.core.mapping.Mapping;
import dev.pg2convex.core.mapping.Suggestion;
import dev.pg2convex.mapping.YamlMappingReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import picocli.CommandLine.Option;

/** The options that every command takes. */
final class Common {
    static final String MAPPING = "mapping.yaml";

    @Option(names = "--mapping", paramLabel = "FILE", defaultValue = MAPPING, description = "The mapping file (default: ${DEFAULT-VALUE}).")
    Path mapping;

    @Option(names = "--json", description = "Print one JSON object on standard output; everything else goes to standard error.")
    boolean json;

    @Option(names = "--debug", description = "Show stack traces and debug logs.")
    boolean debug;

    String mappingText() {
        try {
            return Files.readString(mapping);
        } catch (NoSuchFileException e) {
            throw new InputException("there is no mapping file " + mapping + nearest()
                    + "; name one with --mapping FILE, or write one with `pg2convex init` (examples/chat/mapping.yaml is an example)");
        } catch (CharacterCodingException e) {
            throw new InputException("mapping file " + mapping + " is not UTF-8 text");
        } catch (IOException e) {
            if (Files.isDirectory(mapping)) {
                throw new InputException(mapping + " is a folder; name the mapping file with --mapping FILE");
            }
            throw new InputException("mapping file " + mapping + " cannot be read: " + e.getClass().getSimpleName());
        }
    }

    /** The file beside it that was probably meant. */
    private String nearest() {
        var name = String.valueOf(mapping.getFileName());
        var folder = Objects.requireNonNullElse(mapping.getParent(), Path.of(""));
        try (var files = Files.list(folder)) {
            var known = files.map(file -> String.valueOf(file.getFileName())).filter(file -> file.matches(".*\\.ya?ml")).toList();
            return Suggestion.nearest(name, known).map(near -> "; did you mean " + folder.resolve(near) + "?").orElse("");
        } catch (IOException _) {
            return "";
        }
    }

    /** The mapping file as written, not yet checked against either side. */
    Mapping read() {
        return new YamlMappingReader().read(mappingText(), mapping.toString());
    }
}
