package dev.pg2convex.mapping;

import dev.pg2convex.core.mapping.ConvexName;
import dev.pg2convex.core.mapping.Suggestion;
import dev.pg2convex.mapping.KeyType.AnyValue;
import dev.pg2convex.mapping.KeyType.Choice;
import dev.pg2convex.mapping.KeyType.Flag;
import dev.pg2convex.mapping.KeyType.Instead;
import dev.pg2convex.mapping.KeyType.Named;
import dev.pg2convex.mapping.KeyType.Names;
import dev.pg2convex.mapping.KeyType.Nested;
import dev.pg2convex.mapping.KeyType.Text;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Every key of the mapping file (design §6): the reader and the JSON Schema are both made from this. */
final class MappingKeys {
    static final KeyTable FIELD = new KeyTable("field", List.of(
            KeySpec.of("column", Text.of("the name of a Postgres column"), "The Postgres column that the value comes from.")
                    .without("columns", "sql"),
            KeySpec.of("columns", new Names("the names of Postgres columns"),
                    "The columns of a reference to a key of several columns, in the order of that key.")
                    .with("ref")
                    .without("column", "sql"),
            KeySpec.of("sql", Text.of("a SQL expression over the columns of the table"),
                    "A SQL expression over the row, evaluated by Postgres.").without("column", "columns", "ref"),
            KeySpec.of("as", Choice.of("number", "string", "int64", "timestamp"),
                    "The Convex type where a Postgres type allows several; of an array, that of its elements.")
                    .otherwise("what suits the Postgres type")
                    .without("ref"),
            KeySpec.of("ref",
                    new Text("the Convex name of a table of this mapping, or TABLE.COLUMN for a unique column of it",
                            MappingKeys::refProblem),
                    "The value becomes the ID of the document that the referenced row became: the Convex name of a mapped table, whose key is meant,"
                            + " or TABLE.COLUMN for a unique column of its Postgres table."),
            KeySpec.of("refColumns", new Names("the names of the parent's Postgres columns"),
                    "The parent's columns that are referred to, where they are several and not its key.").with("ref"),
            KeySpec.of("orphan", Choice.of("reject", "omit"),
                    "What happens to a row whose parent does not exist in the source: it is rejected, or goes" + " without the field.")
                    .otherwise("reject")
                    .with("ref"),
            KeySpec.of("null", Choice.of("omit", "null"), "What a SQL null becomes: the field is left out, or it is null.")
                    .otherwise("omit"),
            KeySpec.of("default", new AnyValue("a value"), "The value where the source has null.").without("null", "ref"),
            KeySpec.of("keys", Choice.of("escape", "reject"),
                    "What happens to object keys that Convex forbids: they are percent-encoded, or the row is" + " rejected.")
                    .otherwise("escape")
                    .without("ref"),
            KeySpec.of("unique", Choice.of("warn", "reject"),
                    "What happens when two rows have the same value: it is reported, or all but the first row" + " are rejected too.")
                    .otherwise("nothing")
                    .without("ref"),
            KeySpec.of("round", new Flag(), "Take the nearest number where a value does not survive as one, instead of rejecting the row.")
                    .otherwise("false")
                    .without("ref"),
            KeySpec.of("zone", new Text("the name of a time zone, such as Europe/Berlin", MappingKeys::zoneProblem),
                    "The time zone of a timestamp without one.").otherwise("UTC").without("ref")),
            List.of("column", "columns", "sql"));

    static final KeyTable MATCH = new KeyTable("match", List.of(
            KeySpec.of("fields", new Names("the names of Convex fields"),
                    "The Convex fields of the natural key, in the order of the index.").mandatory(),
            KeySpec.of("index", Text.of("the name of a Convex index"), "The Convex index over exactly these fields.").mandatory(),
            KeySpec.of("onMatch", Choice.of("update", "skip"),
                    "What happens to the document that is found: it is updated from its row, or linked and" + " never written.")
                    .otherwise("update")),
            List.of());

    static final KeyTable TABLE = new KeyTable("table", List.of(
            KeySpec.of("from", Text.of("the name of a Postgres table"), "The Postgres table, as name or schema.name.")
                    .otherwise("the Convex table's name"),
            KeySpec.of("key", new Names("the names of Postgres columns"),
                    "The columns that identify a row, of a unique index without nulls.").otherwise("the primary key"),
            KeySpec.of("where", Text.of("a SQL condition over the columns of the table"),
                    "A SQL condition that takes a part of the table."),
            KeySpec.of("match", new Nested(MATCH), "Adopt documents that are in Convex already, found by a natural key."),
            KeySpec.of("fields", new Named("field", ConvexName::fieldProblem, FIELD, Instead.COLUMN),
                    "The Convex fields: each the name of a column, or keys that say more.")
                    .otherwise("every column, snake_case as camelCase"),
            KeySpec.of("omit", new Names("the names of Postgres columns"), "Columns to leave out where every column is mapped.")
                    .without("fields"),
            KeySpec.of("keepKey", new Text("the name of a Convex field", ConvexName::fieldProblem),
                    "Keep the source key in this Convex field, so that the application finds documents by their old keys: for a key of one column"
                            + " that `fields` leaves out. It needs a Convex index that begins with it."),
            KeySpec.of("onDelete", Choice.of("keep", "delete"), "What happens to a document whose row is gone.").otherwise("keep"),
            KeySpec.of("shared", new Flag(), "A live application writes documents of its own into this Convex table.").otherwise("false")),
            List.of());

    static final KeyTable ROOT = new KeyTable("mapping file", List.of(
            KeySpec.of("name", new Text("a name for the mapping", MappingKeys::nameProblem), "The mapping's name, by which runs are known.")
                    .mandatory(),
            KeySpec.of("tables", new Named("table", ConvexName::tableProblem, TABLE, Instead.NOTHING),
                    "The Convex tables, each with where its rows come from.").mandatory()),
            List.of());

    private MappingKeys() {}

    private static Optional<String> nameProblem(String name) {
        return name.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}") ? Optional.empty()
                : Optional.of("must be 1 to 64 letters, digits, `_`, `-` or `.`, and begin with a letter or a digit, found `" + name + "`");
    }

    private static Optional<String> refProblem(String ref) {
        return ref.startsWith(".") || ref.endsWith(".") ? Optional.of("must be TABLE or TABLE.COLUMN, found `" + ref + "`")
                : Optional.empty();
    }

    /** Only names: the sign of an offset means one thing to Java and its opposite to Postgres. */
    private static Optional<String> zoneProblem(String zone) {
        return ZoneId.getAvailableZoneIds().contains(zone) ? Optional.empty()
                : Optional.of("must be the name of a time zone, such as Europe/Berlin; there is no `" + zone + "`"
                        + Suggestion.nearest(zone, ZoneId.getAvailableZoneIds()).map(name -> ", did you mean `" + name + "`?").orElse(""));
    }
}
