package dev.pg2convex.mapping;

import dev.pg2convex.core.mapping.Location;
import dev.pg2convex.core.mapping.Mapping;
import dev.pg2convex.core.mapping.MappingException;
import dev.pg2convex.core.mapping.MappingReader;
import dev.pg2convex.core.mapping.Problems;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads a mapping from YAML 1.2; anchors, aliases and merge keys may be used. */
public final class YamlMappingReader implements MappingReader {
    private static final String EXPECTED = "a mapping file has `name:` and `tables:` at its top";

    @Override
    public Mapping read(String text, String file) {
        Node root = compose(text, file).orElseThrow(() -> refused(new Location(file, 1, 1), "the file is empty; " + EXPECTED));
        if (!(root instanceof MappingNode top)) {
            throw refused(Nodes.at(root, file), EXPECTED + ", found " + Nodes.describe(root));
        }
        Problems problems = new Problems();
        Section section = new SectionReader(file, problems).read(top, MappingKeys.ROOT, "", Nodes.at(top, file));
        Mapping mapping = new MappingBuilder(file, problems).mapping(section);
        problems.throwIfAny();
        return mapping;
    }

    private static Optional<Node> compose(String text, String file) {
        // Keys that are no scalars are let through to be reported with their place, which the engine does not give.
        var settings = LoadSettings.builder().setSchema(new CoreSchema()).setAllowNonScalarKeys(true).build();
        try {
            return new Compose(settings).composeString(text);
        } catch (MarkedYamlEngineException e) {
            Location at = e.getProblemMark()
                    .or(e::getContextMark)
                    .map(mark -> Nodes.at(mark, file))
                    .orElseGet(() -> new Location(file, 1, 1));
            throw refused(at, "not YAML: " + (e.getContext() == null || e.getContext().isEmpty() ? "" : e.getContext() + ", ")
                    + e.getProblem() + remedy(String.valueOf(e.getProblem())));
        } catch (YamlEngineException e) {
            throw refused(new Location(file, 1, 1), "not YAML: " + e.getMessage() + remedy(String.valueOf(e.getMessage())));
        }
    }

    /** What is most often behind the library's words. */
    private static String remedy(String problem) {
        return switch (problem) {
            case String text when text.startsWith("mapping values are not allowed") ->
                "; a text that holds `: ` needs quotes, and what belongs together the same indentation";
            case String text when text.startsWith("special characters are not allowed") ->
                "; save the file as UTF-8 text without control characters";
            case String text when text.startsWith("found undefined alias") -> "; a text that begins with `*` needs quotes";
            default -> "";
        };
    }

    private static MappingException refused(Location at, String problem) {
        return new MappingException(List.of(new MappingException.Problem(at, problem)));
    }
}
