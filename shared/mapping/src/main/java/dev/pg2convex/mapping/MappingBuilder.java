package dev.pg2convex.mapping;

import dev.pg2convex.core.mapping.Conversion;
import dev.pg2convex.core.mapping.FieldMapping;
import dev.pg2convex.core.mapping.FieldSource;
import dev.pg2convex.core.mapping.KeysPolicy;
import dev.pg2convex.core.mapping.Mapping;
import dev.pg2convex.core.mapping.Match;
import dev.pg2convex.core.mapping.NullPolicy;
import dev.pg2convex.core.mapping.OnDelete;
import dev.pg2convex.core.mapping.Problems;
import dev.pg2convex.core.mapping.Ref;
import dev.pg2convex.core.mapping.TableMapping;
import dev.pg2convex.core.mapping.Unique;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Makes core's records of sections that passed their checks. What a section lacks after a problem is filled with anything. */
final class MappingBuilder {
    private final String file;
    private final Problems problems;

    MappingBuilder(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    Mapping mapping(Section root) {
        List<TableMapping> tables = root.named()
                .getOrDefault("tables", Map.of())
                .entrySet()
                .stream()
                .map(table -> table(table.getKey(), table.getValue()))
                .toList();
        return new Mapping(root.text("name").orElse(""), tables, root.at());
    }

    private TableMapping table(String name, Section table) {
        List<FieldMapping> fields = table.named()
                .getOrDefault("fields", Map.of())
                .entrySet()
                .stream()
                .flatMap(field -> field(field.getKey(), field.getValue()).stream())
                .toList();
        return new TableMapping(name, table.text("from").orElse(name), table.names("key"), fields, table.names("omit"),
                Optional.ofNullable(table.nested().get("match")).flatMap(MappingBuilder::match),
                choice(table, "onDelete", OnDelete.class, OnDelete.KEEP), table.text("where"), keepKey(table), table.flag("shared"),
                table.at());
    }

    private Optional<TableMapping.KeptKey> keepKey(Section table) {
        return table.text("keepKey").map(field -> new TableMapping.KeptKey(field, Nodes.at(table.nodes().get("keepKey"), file)));
    }

    private static Optional<Match> match(Section match) {
        return match.has("fields") && match.has("index") ? Optional.of(new Match(match.names("fields"), match.text("index").orElseThrow(),
                choice(match, "onMatch", Match.OnMatch.class, Match.OnMatch.UPDATE))) : Optional.empty();
    }

    private Optional<FieldMapping> field(String name, Section field) {
        NullPolicy onNull = onNull(field);
        Optional<Ref> ref = field.text("ref").map(text -> ref(text, field));
        return source(field).map(source -> new FieldMapping(name, source, choice(field, "as", Conversion.class, Conversion.DEFAULT), ref,
                onNull, choice(field, "keys", KeysPolicy.class, KeysPolicy.ESCAPE), choice(field, "unique", Unique.class, Unique.NO),
                field.flag("round"), field.text("zone"), field.at()));
    }

    private static Optional<FieldSource> source(Section field) {
        List<String> columns = field.has("column") ? field.names("column") : field.names("columns");
        return columns.isEmpty() ? field.text("sql").map(FieldSource.Sql::new) : Optional.of(new FieldSource.Columns(columns));
    }

    private NullPolicy onNull(Section field) {
        Node given = field.nodes().get("default");
        if (given != null) {
            return new DefaultReader(file, field.path(), problems).read(given)
                    .<NullPolicy>map(NullPolicy.Default::new)
                    .orElseGet(NullPolicy.Omit::new);
        }
        return field.has("null") && !field.text("null").equals(Optional.of("omit")) ? new NullPolicy.AsNull() : new NullPolicy.Omit();
    }

    /** {@code users} means the key of users, {@code users.email} its unique column. */
    private Ref ref(String text, Section field) {
        int dot = text.indexOf('.');
        if (dot >= 0 && field.has("refColumns")) {
            problems.add(Nodes.at(field.nodes().get("refColumns"), file), field.path() + ": `ref: " + text
                    + "` names the parent's column already; remove `refColumns`, or the column from `ref`");
        }
        List<String> columns = dot < 0 ? field.names("refColumns") : List.of(text.substring(dot + 1));
        return new Ref(dot < 0 ? text : text.substring(0, dot), columns, choice(field, "orphan", Ref.Orphan.class, Ref.Orphan.REJECT));
    }

    private static <E extends Enum<E>> E choice(Section section, String key, Class<E> type, E byDefault) {
        return section.text(key).map(word -> Enum.valueOf(type, word.toUpperCase(Locale.ROOT))).orElse(byDefault);
    }
}
