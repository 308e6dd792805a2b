package dev.pg2convex.init;

import dev.pg2convex.core.plan.TablePlan;
import dev.pg2convex.mapping.MappingNotes;
import dev.pg2convex.mapping.YamlMappingWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code mapping.yaml} says beside the mapping. */
final class MappingFile {
    private static final List<String> HEAD = List.of("Written by `pg2convex init`, to be changed as you like.", "",
            "Each key under `tables` is a table in Convex, each key under `fields` one of its fields, with the column it comes from.",
            "A null leaves its field out (`null: null` writes null, `default:` a value). A numeric is exact and becomes a string, an int8"
                    + " becomes an int64: `as: number` where a double is enough. A timestamp becomes milliseconds since 1970.",
            "A reference becomes the ID of the parent's document; a row whose parent does not exist is rejected (`orphan: omit` leaves the"
                    + " field out). An array of more dimensions than declared is rejected.",
            "A key that Postgres makes (identity, serial, uuid) is left out of the document: `keepKey: legacyId` on a table keeps it, in"
                    + " that field and with an index of its own.",
            "A document whose row is deleted stays; `onDelete: delete` on a table deletes it.");

    private final Draft draft;
    private final CatalogRecord record;

    MappingFile(Draft draft, CatalogRecord record) {
        this.draft = draft;
        this.record = record;
    }

    String text() {
        List<String> head = new ArrayList<>(lines(HEAD));
        if (!draft.leftOut().isEmpty()) {
            head.addAll(List.of("", "Left out:"));
            draft.leftOut().forEach(each -> head.addAll(lines(List.of("- " + each))));
        }
        Map<String, List<String>> tables = new HashMap<>();
        Map<String, List<String>> fields = new HashMap<>();
        for (DraftTable table : draft.tables()) {
            TablePlan plan = draft.plan(table);
            tables.put(plan.table(), lines(notes(table)));
            plan.fields().forEach(field -> {
                List<String> notes = new ArrayList<>(table.notes().get(field.name()));
                notes.addAll(FieldNotes.mapping(field, table.dimensions(field)));
                fields.put(plan.table() + "." + field.name(), lines(notes));
            });
        }
        return YamlMappingWriter.write(draft.mapping(), new MappingNotes(head, tables, fields, record.lines()));
    }

    private static List<String> notes(DraftTable table) {
        List<String> notes = new ArrayList<>();
        if (!table.candidate().key().isEmpty()) {
            notes.add("It has no primary key: its rows are known by a unique index.");
        }
        table.leftOutKey().ifPresent(key -> notes.add("Without its key " + key + ", which Postgres makes."));
        if (table.candidate().relation().inherited() || table.candidate().relation().inherits()) {
            notes.add("One of several tables that inherit from each other: each is moved by itself, with its own rows.");
        }
        String blank = table.candidate()
                .source()
                .columns()
                .stream()
                .map(column -> column.name())
                .filter(String::isBlank)
                .map(name -> "\"" + name + "\"")
                .collect(Collectors.joining(", "));
        if (!blank.isEmpty()) {
            notes.add("Without the column " + blank + ": a mapping cannot name it; rename it, or take it with `sql:`.");
        }
        return notes;
    }

    private static List<String> lines(List<String> texts) {
        return texts.stream().flatMap(text -> text.isEmpty() ? Stream.of("") : Comments.lines(text).stream()).toList();
    }
}
