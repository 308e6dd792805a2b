package dev.pg2convex.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.core.mapping.Conversion;
import dev.pg2convex.core.mapping.FieldMapping;
import dev.pg2convex.core.mapping.FieldSource;
import dev.pg2convex.core.mapping.KeysPolicy;
import dev.pg2convex.core.mapping.Location;
import dev.pg2convex.core.mapping.Mapping;
import dev.pg2convex.core.mapping.MappingException;
import dev.pg2convex.core.mapping.Match;
import dev.pg2convex.core.mapping.NullPolicy;
import dev.pg2convex.core.mapping.OnDelete;
import dev.pg2convex.core.mapping.Ref;
import dev.pg2convex.core.mapping.TableMapping;
import dev.pg2convex.core.mapping.Unique;
import dev.pg2convex.core.value.Value;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class YamlMappingReaderTest {
    @Test
    void read_everyKeyOfATable_isInTheMapping() {
        TableMapping table = only("""
                people:
                    from: auth.users
                    key: [tenant, id]
                    where: deleted_at is null
                    match: { fields: [email, tenant], index: by_email, onMatch: skip }
                    omit: secret
                    keepKey: legacyId
                    onDelete: delete
                    shared: true
                """);
        assertEquals(new TableMapping("people", "auth.users", List.of("tenant", "id"), List.of(), List.of("secret"),
                Optional.of(new Match(List.of("email", "tenant"), "by_email", Match.OnMatch.SKIP)), OnDelete.DELETE,
                Optional.of("deleted_at is null"), Optional.of(new TableMapping.KeptKey("legacyId", new Location("m.yaml", 9, 14))), true,
                new Location("m.yaml", 3, 3)), table);
    }

    @Test
    void read_tableWithoutKeys_hasTheDefaults() {
        var expected = new TableMapping("users", "users", List.of(), List.of(), List.of(), Optional.empty(), OnDelete.KEEP,
                Optional.empty(), Optional.empty(), false, new Location("m.yaml", 3, 3));
        assertEquals(expected, only("users:\n"));
        assertEquals(expected, only("users: {}\n"));
    }

    @Test
    void read_everyKeyOfAField_isInTheMapping() {
        assertEquals(
                new FieldMapping("x", new FieldSource.Sql("a + b"), Conversion.TIMESTAMP, Optional.empty(), new NullPolicy.AsNull(),
                        KeysPolicy.REJECT, Unique.REJECT, true, Optional.of("Europe/Berlin"), new Location("m.yaml", 5, 1)),
                field("{ sql: a + b, as: timestamp, null: null, keys: reject, unique: reject, round: true, zone: Europe/Berlin }"));
    }

    @Test
    void read_columnAlone_isTheShortForm() {
        assertEquals(field("{ column: clerk_user_id }"), field("clerk_user_id"));
        assertEquals(new NullPolicy.Omit(), field("{ column: a, null: omit }").onNull());
        assertEquals(Unique.WARN, field("{ column: a, unique: warn }").unique());
    }

    @Test
    void read_references_nameTableAndColumns() {
        assertEquals(Optional.of(new Ref("users", List.of(), Ref.Orphan.REJECT)), field("{ column: a, ref: users }").ref());
        assertEquals(Optional.of(new Ref("users", List.of("e.mail"), Ref.Orphan.OMIT)),
                field("{ column: a, ref: users.e.mail, orphan: omit }").ref());
        FieldMapping composite = field("{ columns: [a, b], ref: items, refColumns: [x, y] }");
        assertEquals(new FieldSource.Columns(List.of("a", "b")), composite.source());
        assertEquals(Optional.of(new Ref("items", List.of("x", "y"), Ref.Orphan.REJECT)), composite.ref());
    }

    @Test
    void read_defaults_areConvexValues() {
        assertEquals(new Value.Float64(0), byDefault("0"));
        assertEquals(new Value.Float64(-12), byDefault("-12"));
        assertEquals(new Value.Float64(31), byDefault("0x1F"));
        assertEquals(new Value.Float64(15), byDefault("0o17"));
        assertEquals(new Value.Float64(0.1), byDefault("0.1"));
        assertEquals(new Value.Float64(Double.NEGATIVE_INFINITY), byDefault("-.inf"));
        assertEquals(new Value.Float64(Double.NaN), byDefault(".nan"));
        assertEquals(new Value.Float64(1e30), byDefault("1e30"));
        assertEquals(new Value.Float64(0x1p60), byDefault("1152921504606846976"));
        assertEquals(new Value.Int64(9007199254740993L), byDefault("9007199254740993"));
        assertEquals(new Value.Text("yes"), byDefault("yes"));
        assertEquals(new Value.Text("0"), byDefault("'0'"));
        assertEquals(new Value.Text(""), byDefault("''"));
        assertEquals(new Value.Bool(true), byDefault("true"));
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("a", new Value.Array(Arrays.asList(new Value.Float64(1), new Value.Null())));
        fields.put("$b", new Value.Obj(Map.of()));
        assertEquals(new Value.Obj(fields), byDefault("{ a: [1, null], $b: {} }"));
    }

    @Test
    void read_anchorsAndMergeKeys_areFollowed() {
        Mapping mapping = new YamlMappingReader().read("""
                name: chat
                tables:
                  users: &defaults
                    onDelete: delete
                    fields: &fields { a: x, b: &number { column: y, as: number } }
                  threads:
                    <<: *defaults
                    from: topics
                    fields: { <<: *fields, c: *number }
                """, "m.yaml");
        TableMapping threads = mapping.tables().get(1);
        assertEquals(OnDelete.DELETE, threads.onDelete());
        assertEquals("topics", threads.from());
        assertEquals(List.of("a", "b", "c"), threads.fields().stream().map(FieldMapping::name).sorted().toList());
        assertTrue(threads.fields().stream().filter(field -> !field.name().equals("a")).allMatch(field -> field.as() == Conversion.NUMBER));
    }

    @Test
    void read_nestedAliases_endInAProblemAndNotInMemory() {
        StringBuilder bomb = new StringBuilder("name: chat\ntables: { t: { fields: { f: { column: c, default: [&a0 [x, x]");
        for (int i = 1; i < 40; i++) {
            bomb.append(", &a").append(i).append(" [*a").append(i - 1).append(", *a").append(i - 1).append(']');
        }
        assertThrows(MappingException.class, () -> new YamlMappingReader().read(bomb + "] } } } }", "m.yaml"));
    }

    private static Value byDefault(String yaml) {
        return ((NullPolicy.Default) field("{ column: a, default: " + yaml + " }").onNull()).value();
    }

    private static FieldMapping field(String yaml) {
        return only("t:\n    fields: {\nx: " + yaml + "}\n").fields().getFirst();
    }

    private static TableMapping only(String table) {
        return new YamlMappingReader().read("name: chat\ntables:\n  " + table, "m.yaml").tables().getFirst();
    }
}
