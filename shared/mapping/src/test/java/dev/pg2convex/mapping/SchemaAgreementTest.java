package dev.pg2convex.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.core.mapping.MappingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** What the reader takes the JSON Schema takes, and the other way round. */
final class SchemaAgreementTest {
    private static final Object SCHEMA = load(MappingSchema.json());
    private static final List<Object> ANYTHING = Arrays.asList(null, true, 7, 1.5, "", "text", List.of(), List.of("a", "a"),
            List.of("a", 5), List.of("a"), Map.of(), Map.of("a", "b"), Map.of("a b", Map.of()));

    private final Random random = new Random(20260501);

    @Test
    void agreement_randomFiles_holds() {
        int accepted = 0;
        for (int i = 0; i < 4_000; i++) {
            Object file = keys(MappingKeys.ROOT, random.nextInt(40));
            boolean read = isRead(JsonText.of(file));
            assertEquals(JsonSchema.accepts(SCHEMA, file), read, () -> JsonText.of(file));
            accepted += read ? 1 : 0;
        }
        assertTrue(accepted > 400 && accepted < 3_600, accepted + " of 4,000 were accepted: too few of one kind to say anything");
    }

    @ParameterizedTest
    @MethodSource("readable")
    void agreement_filesThatAreRead_areAcceptedByTheSchema(Case readable) {
        assertTrue(JsonSchema.accepts(SCHEMA, load(readable.part("mapping"))));
    }

    @Test
    void agreement_example_isAcceptedByTheSchema() throws IOException {
        assertTrue(JsonSchema.accepts(SCHEMA, load(Files.readString(Path.of("../../examples/chat/mapping.yaml")))));
    }

    static Stream<Case> readable() {
        return Stream.concat(WrongMappingTest.sources(), WrongMappingTest.targets());
    }

    private static Object load(String yaml) {
        return textKeys(new Load(LoadSettings.builder().setSchema(new CoreSchema()).build()).loadFromString(yaml));
    }

    /** JSON's keys are texts; YAML's loader makes of {@code null:} a key that is null, which editors do not. */
    private static Object textKeys(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, Object> texts = new LinkedHashMap<>();
                map.forEach((key, item) -> texts.put(String.valueOf(key), textKeys(item)));
                yield texts;
            }
            case List<?> list -> list.stream().map(SchemaAgreementTest::textKeys).collect(Collectors.toCollection(ArrayList::new));
            case null, default -> value;
        };
    }

    private static boolean isRead(String text) {
        try {
            new YamlMappingReader().read(text, "random.json");
            return true;
        } catch (MappingException _) {
            return false;
        }
    }

    /** @param care how much: the larger, the fewer mistakes */
    private Map<String, Object> keys(KeyTable table, int care) {
        Map<String, Object> keys = new LinkedHashMap<>();
        for (KeySpec key : table.keys()) {
            boolean wanted = key.required() || table.oneOf().indexOf(key.name()) == 0;
            if (wanted ? !mistake(care) : random.nextInt(12) == 0) {
                keys.put(key.name(), mistake(care) ? ANYTHING.get(random.nextInt(ANYTHING.size())) : value(key.type(), care));
            }
        }
        if (mistake(care)) {
            keys.put("surprise", "value");
        }
        return keys;
    }

    private boolean mistake(int care) {
        return random.nextInt(5 + care * care) == 0;
    }

    private Object value(KeyType type, int care) {
        return switch (type) {
            case KeyType.Text text -> text.expected().contains("zone") ? "Europe/Berlin" : "text";
            case KeyType.Names _ -> random.nextBoolean() ? "one" : List.of("one", "two");
            case KeyType.Choice choice -> choice.words().get(random.nextInt(choice.words().size()));
            case KeyType.Flag _ -> random.nextBoolean();
            case KeyType.AnyValue _ -> List.of(1, "text", true, Map.of("a", 1)).get(random.nextInt(4));
            case KeyType.Nested nested -> keys(nested.keys(), care);
            case KeyType.Named named -> {
                Map<String, Object> things = new LinkedHashMap<>();
                for (int i = mistake(care) ? 0 : 1 + random.nextInt(3); i > 0; i--) {
                    String name = mistake(care) ? new ArrayList<>(List.of("_x", "a-b", "größe", "pg2convex_x", "9")).get(random.nextInt(5))
                            : "thing" + i;
                    things.put(name, mistake(care) ? ANYTHING.get(random.nextInt(ANYTHING.size())) : keys(named.keys(), care));
                }
                yield things;
            }
        };
    }
}
