package dev.pg2convex.mapping;

import dev.pg2convex.core.mapping.Conversion;
import dev.pg2convex.core.mapping.FieldMapping;
import dev.pg2convex.core.mapping.FieldSource;
import dev.pg2convex.core.mapping.KeysPolicy;
import dev.pg2convex.core.mapping.Mapping;
import dev.pg2convex.core.mapping.Match;
import dev.pg2convex.core.mapping.NullPolicy;
import dev.pg2convex.core.mapping.OnDelete;
import dev.pg2convex.core.mapping.Ref;
import dev.pg2convex.core.mapping.TableMapping;
import dev.pg2convex.core.mapping.Unique;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes a mapping as the file that {@link YamlMappingReader} reads to the same mapping. What is the default is left out. */
public final class YamlMappingWriter {
    private static final String FIELD_INDENT = "      ";

    private final StringBuilder text = new StringBuilder();
    private final MappingNotes notes;

    private YamlMappingWriter(MappingNotes notes) {
        this.notes = notes;
    }

    public static String write(Mapping mapping, MappingNotes notes) {
        YamlMappingWriter writer = new YamlMappingWriter(notes);
        if (!notes.head().isEmpty()) {
            writer.comments("", notes.head());
            writer.line("");
        }
        writer.line("name: " + YamlText.scalar(mapping.name()));
        writer.line("");
        writer.line("tables:");
        for (int i = 0; i < mapping.tables().size(); i++) {
            if (i > 0) {
                writer.line("");
            }
            writer.table(mapping.tables().get(i));
        }
        if (!notes.end().isEmpty()) {
            writer.line("");
            writer.comments("", notes.end());
        }
        return writer.text.toString();
    }

    private void table(TableMapping table) {
        comments("  ", notes.tables().getOrDefault(table.table(), List.of()));
        List<String> keys = new ArrayList<>();
        if (!table.from().equals(table.table())) {
            keys.add("from: " + YamlText.scalar(table.from()));
        }
        if (!table.key().isEmpty()) {
            keys.add("key: " + YamlText.list(table.key()));
        }
        table.where().ifPresent(where -> keys.add("where: " + YamlText.scalar(where)));
        table.match().ifPresent(match -> keys.add("match: " + match(match)));
        if (!table.omit().isEmpty()) {
            keys.add("omit: " + YamlText.list(table.omit()));
        }
        table.keepKey().ifPresent(kept -> keys.add("keepKey: " + YamlText.scalar(kept.field())));
        if (table.onDelete() == OnDelete.DELETE) {
            keys.add("onDelete: delete");
        }
        if (table.shared()) {
            keys.add("shared: true");
        }
        line("  " + YamlText.scalar(table.table()) + ":");
        keys.forEach(key -> line("    " + key));
        if (!table.fields().isEmpty()) {
            line("    fields:");
            for (FieldMapping field : table.fields()) {
                comments(FIELD_INDENT, notes.fields().getOrDefault(table.table() + "." + field.name(), List.of()));
                line(FIELD_INDENT + YamlText.scalar(field.name()) + ": " + field(field));
            }
        }
    }

    private static String match(Match match) {
        return "{ fields: " + YamlText.list(match.fields()) + ", index: " + YamlText.scalar(match.index())
                + (match.onMatch() == Match.OnMatch.SKIP ? ", onMatch: skip" : "") + " }";
    }

    private static String field(FieldMapping field) {
        List<String> keys = new ArrayList<>();
        switch (field.source()) {
            case FieldSource.Columns(List<String> names) ->
                keys.add(names.size() == 1 ? "column: " + YamlText.scalar(names.getFirst()) : "columns: " + YamlText.list(names));
            case FieldSource.Sql(String expression) -> keys.add("sql: " + YamlText.scalar(expression));
        }
        if (field.as() != Conversion.DEFAULT) {
            keys.add("as: " + word(field.as()));
        }
        field.ref().ifPresent(ref -> reference(ref, keys));
        switch (field.onNull()) {
            case NullPolicy.Omit _ -> {
                // The default.
            }
            case NullPolicy.AsNull _ -> keys.add("null: null");
            case NullPolicy.Default given -> keys.add("default: " + ValueText.of(given.value()));
        }
        if (field.keys() == KeysPolicy.REJECT) {
            keys.add("keys: reject");
        }
        if (field.unique() != Unique.NO) {
            keys.add("unique: " + word(field.unique()));
        }
        if (field.round()) {
            keys.add("round: true");
        }
        field.zone().ifPresent(zone -> keys.add("zone: " + YamlText.scalar(zone)));
        boolean columnOnly = keys.size() == 1 && field.source() instanceof FieldSource.Columns;
        return columnOnly && keys.getFirst().startsWith("column: ") ? keys.getFirst().substring("column: ".length())
                : "{ " + String.join(", ", keys) + " }";
    }

    /** A column whose name ends with a dot cannot stand behind the table's. */
    private static void reference(Ref ref, List<String> keys) {
        boolean one = ref.columns().size() == 1 && !ref.columns().getFirst().endsWith(".");
        keys.add("ref: " + YamlText.scalar(one ? ref.table() + "." + ref.columns().getFirst() : ref.table()));
        if (!one && !ref.columns().isEmpty()) {
            keys.add("refColumns: " + YamlText.list(ref.columns()));
        }
        if (ref.orphan() == Ref.Orphan.OMIT) {
            keys.add("orphan: omit");
        }
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    private void comments(String indent, List<String> lines) {
        lines.forEach(comment -> line(indent + YamlText.comment(comment)));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
