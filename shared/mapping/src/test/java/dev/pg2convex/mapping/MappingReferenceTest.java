package dev.pg2convex.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The reference lists every key with its default, and its examples are mappings. */
final class MappingReferenceTest {
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```yaml\n(.*?)```");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| (.*?) \\| (.*) \\|$");
    private static final Map<String, KeyTable> SECTIONS = Map.of("## The file", MappingKeys.ROOT, "## A table", MappingKeys.TABLE,
            "### Adopting documents: `match`", MappingKeys.MATCH, "## A field", MappingKeys.FIELD);

    private static String page() throws IOException {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("docs/mapping.md"))) {
                return Files.readString(folder.resolve("docs/mapping.md"));
            }
        }
        throw new IOException("docs/mapping.md is not above the working directory");
    }

    @Test
    void examples_areMappings() throws IOException {
        List<String> examples = EXAMPLE.matcher(page()).results().map(match -> match.group(1)).toList();
        assertTrue(examples.size() >= SECTIONS.size(), "an example for each section");
        for (String example : examples) {
            new YamlMappingReader().read(example, "docs/mapping.md");
        }
        for (KeyTable table : SECTIONS.values()) {
            for (String key : table.names()) {
                assertTrue(examples.stream().anyMatch(example -> Pattern.compile("\\b" + key + ":").matcher(example).find()),
                        () -> "no example has `" + key + "`");
            }
        }
    }

    @Test
    void tables_listEveryKeyInOrderWithItsDefault() throws IOException {
        String page = page();
        SECTIONS.forEach((heading, keys) -> {
            String section = section(page, heading);
            Map<String, String> defaults = new TreeMap<>();
            ROW.matcher(section).results().forEach(row -> defaults.put(row.group(1), row.group(2).replace("`", "")));
            assertEquals(keys.names(), ROW.matcher(section).results().map(row -> row.group(1)).toList(), heading);
            for (KeySpec key : keys.keys()) {
                if (key.required()) {
                    assertEquals("required", defaults.get(key.name()), key.name());
                }
                key.byDefault()
                        .filter(value -> key.type() instanceof KeyType.Choice || key.type() instanceof KeyType.Flag)
                        .ifPresent(value -> assertEquals(value, defaults.get(key.name()), key.name()));
            }
        });
    }

    private static String section(String page, String heading) {
        return Arrays.stream(page.split("(?m)(?=^##+ )"))
                .filter(part -> part.startsWith(heading + "\n"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no section " + heading));
    }
}
