package dev.pg2convex.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pg2convex.core.mapping.Conversion;
import dev.pg2convex.core.mapping.FieldMapping;
import dev.pg2convex.core.mapping.FieldSource;
import dev.pg2convex.core.mapping.KeysPolicy;
import dev.pg2convex.core.mapping.Location;
import dev.pg2convex.core.mapping.Mapping;
import dev.pg2convex.core.mapping.Match;
import dev.pg2convex.core.mapping.NullPolicy;
import dev.pg2convex.core.mapping.OnDelete;
import dev.pg2convex.core.mapping.Ref;
import dev.pg2convex.core.mapping.TableMapping;
import dev.pg2convex.core.mapping.Unique;
import dev.pg2convex.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class YamlMappingWriterTest {
    private static final Location AT = new Location("m.yaml", 1, 1);
    private static final List<String> NASTY = List.of("id", "null", "TRUE", "no", "~", "1", "0x1F", "1e5", ".inf", "2020-01-01", "a: b",
            "a #b", "# a", "- a", "[a", "{a", "*a", "&a", "!a", "|", ">", "'", "\"", "\\", "a\\", "a\nb", "a\r\tb", " a", "a ", "a.b", "a.",
            ".", "Straße", "имя", "名前", "💩", "a\u2028b", "a\u0085", "a\u0001", "%", "@", "`", "a,b", "]", "=", "<<", "?");

    @Test
    void write_simpleMapping_looksAsOneWouldWriteIt() {
        var fields = List.of(field("email", column("email")),
                field("userId", column("user_id"), new Ref("users", List.of(), Ref.Orphan.REJECT)),
                field("line", new FieldSource.Columns(List.of("order_id", "nr")), new Ref("lines", List.of("a", "b"), Ref.Orphan.REJECT)),
                field("other", column("Odd name"), new Ref("users", List.of("email"), Ref.Orphan.OMIT)));
        var mapping = new Mapping("shop", List.of(table("people", "app.people", fields), table("users", "users", List.of())), AT);
        var notes = new MappingNotes(List.of("first", "and"), Map.of("people", List.of("two\nlines")),
                Map.of("people.email", List.of("why")), List.of("last"));

        assertEquals("""
                # first
                # and

                name: shop

                tables:
                  # two\\nlines
                  people:
                    from: app.people
                    fields:
                      # why
                      email: email
                      userId: { column: user_id, ref: users }
                      line: { columns: [order_id, nr], ref: lines, refColumns: [a, b] }
                      other: { column: "Odd name", ref: users.email, orphan: omit }

                  users:

                # last
                """, YamlMappingWriter.write(mapping, notes));
    }

    @Test
    void write_nastyNames_areReadBackTheSame() {
        var random = new Random(5);
        for (int round = 0; round < 300; round++) {
            var mapping = new Mapping("m" + round, IntStream.range(0, 3).mapToObj(n -> nasty(random, "t" + n)).toList(), AT);
            var notes = new MappingNotes(NASTY, Map.of("t1", NASTY), Map.of("t1.f0", NASTY, "t2.f1", NASTY), NASTY);
            String text = YamlMappingWriter.write(mapping, notes);
            assertEquals(mapping, placed(new YamlMappingReader().read(text, "m.yaml")), text);
        }
    }

    private static TableMapping nasty(Random random, String name) {
        List<FieldMapping> fields = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            fields.add(nastyField(random, "f" + i));
        }
        return new TableMapping(name, one(random), random.nextBoolean() ? List.of() : several(random), fields, List.of(),
                random.nextBoolean() ? Optional.empty() : Optional.of(new Match(several(random), one(random), Match.OnMatch.SKIP)),
                random.nextBoolean() ? OnDelete.KEEP : OnDelete.DELETE, Optional.of(one(random)),
                random.nextBoolean() ? Optional.empty() : Optional.of(new TableMapping.KeptKey("kept", AT)), random.nextBoolean(), AT);
    }

    private static FieldMapping nastyField(Random random, String name) {
        return switch (random.nextInt(4)) {
            case 0 -> field(name, new FieldSource.Columns(several(random)), new Ref("t0", several(random), Ref.Orphan.OMIT));
            case 1 -> field(name, column(one(random)), new Ref("t0", List.of(one(random)), Ref.Orphan.REJECT));
            case 2 -> new FieldMapping(name, new FieldSource.Sql(one(random)), Conversion.TIMESTAMP, Optional.empty(),
                    new NullPolicy.AsNull(), KeysPolicy.REJECT, Unique.WARN, true, Optional.of("Europe/Berlin"), AT);
            default -> new FieldMapping(name, column(one(random)), Conversion.DEFAULT, Optional.empty(),
                    new NullPolicy.Default(new Value.Array(
                            List.of(new Value.Text(one(random)), new Value.Float64(random.nextGaussian() * 1e9), new Value.Bool(true),
                                    new Value.Null(), new Value.Obj(Map.of(one(random), new Value.Int64(Long.MAX_VALUE)))))),
                    KeysPolicy.ESCAPE, Unique.NO, false, Optional.empty(), AT);
        };
    }

    private static String one(Random random) {
        return NASTY.get(random.nextInt(NASTY.size()));
    }

    private static List<String> several(Random random) {
        return IntStream.range(0, 2 + random.nextInt(3)).mapToObj(_ -> one(random)).distinct().toList();
    }

    private static FieldSource column(String name) {
        return new FieldSource.Columns(List.of(name));
    }

    private static FieldMapping field(String name, FieldSource source, Ref... ref) {
        return new FieldMapping(name, source, Conversion.DEFAULT, List.of(ref).stream().findFirst(), new NullPolicy.Omit(),
                KeysPolicy.ESCAPE, Unique.NO, false, Optional.empty(), AT);
    }

    private static TableMapping table(String name, String from, List<FieldMapping> fields) {
        return new TableMapping(name, from, List.of(), fields, List.of(), Optional.empty(), OnDelete.KEEP, Optional.empty(),
                Optional.empty(), false, AT);
    }

    /** The same with every place the same. */
    private static Mapping placed(Mapping mapping) {
        return new Mapping(mapping.name(),
                mapping.tables()
                        .stream()
                        .map(table -> new TableMapping(table.table(), table.from(), table.key(),
                                table.fields()
                                        .stream()
                                        .map(field -> new FieldMapping(field.name(), field.source(), field.as(), field.ref(),
                                                field.onNull(), field.keys(), field.unique(), field.round(), field.zone(), AT))
                                        .toList(),
                                table.omit(), table.match(), table.onDelete(), table.where(),
                                table.keepKey().map(kept -> new TableMapping.KeptKey(kept.field(), AT)), table.shared(), AT))
                        .toList(),
                AT);
    }
}
