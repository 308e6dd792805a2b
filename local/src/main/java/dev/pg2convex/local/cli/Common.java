package dev.pg2convex.local.cli;

import dev.pg2convex.core.mapping.Mapping;
import dev.pg2convex.mapping.YamlMappingReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
            throw new InputException("there is no mapping file " + mapping
                    + "; name one with --mapping FILE, or write one (examples/chat/mapping.yaml is an example)");
        } catch (CharacterCodingException e) {
            throw new InputException("mapping file " + mapping + " is not UTF-8 text");
        } catch (IOException e) {
            throw new InputException("mapping file " + mapping + " cannot be read: " + e.getClass().getSimpleName());
        }
    }

    /** The mapping file as written, not yet checked against either side. */
    Mapping read() {
        return new YamlMappingReader().read(mappingText(), mapping.toString());
    }
}
