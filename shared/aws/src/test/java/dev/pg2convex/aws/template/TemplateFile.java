package dev.pg2convex.aws.template;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** {@code template.yaml} as maps, lists and strings; a tag of CloudFormation becomes the function's long form, {@code {"Fn::Sub": …}}. */
final class TemplateFile {
    private static final Path PATH = Path.of("../../template.yaml");

    private TemplateFile() {}

    static Map<String, Object> read() {
        var root = new Compose(LoadSettings.builder().build()).composeString(text()).orElseThrow();
        return map(value(root));
    }

    static String text() {
        try {
            return Files.readString(PATH);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    private static Object value(Node node) {
        var tag = node.getTag().getValue();
        if (!tag.startsWith("!")) {
            return untagged(node);
        }
        var name = tag.substring(1);
        return Map.of(name.equals("Ref") ? name : "Fn::" + name, untagged(node));
    }

    private static Object untagged(Node node) {
        return switch (node) {
            case ScalarNode scalar -> scalar.getValue();
            case SequenceNode sequence -> List.copyOf(sequence.getValue().stream().map(TemplateFile::value).toList());
            case MappingNode mapping -> {
                var values = new LinkedHashMap<String, Object>();
                mapping.getValue().forEach(entry -> values.put(((ScalarNode) entry.getKeyNode()).getValue(), value(entry.getValueNode())));
                yield values;
            }
            default -> throw new IllegalStateException("unexpected node " + node);
        };
    }
}
