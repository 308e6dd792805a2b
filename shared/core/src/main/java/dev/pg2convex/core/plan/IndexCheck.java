package dev.pg2convex.core.plan;

import dev.pg2convex.core.mapping.Match;
import dev.pg2convex.core.mapping.Problems;
import dev.pg2convex.core.mapping.Suggestion;
import dev.pg2convex.core.target.TargetSchema;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Checks the indexes that look-ups need: adoption's, over exactly the fields of the natural key, and the application's by a kept key. */
final class IndexCheck {
    private IndexCheck() {}

    static void check(TablePlan table, TargetSchema.Table declared, Problems problems) {
        checkKeptKey(table, declared, problems);
        table.match().ifPresent(match -> {
            List<String> fields = declared.indexes().get(match.index());
            if (fields == null) {
                problems.add(table.at(), table.table() + ": `match` needs the index `" + match.index()
                        + "`, which the Convex table does not have" + others(match, declared));
            } else if (!fields.equals(match.fields())) {
                problems.add(table.at(), table.table() + ": `match` has the fields " + list(match.fields()) + ", but the Convex index `"
                        + match.index() + "` has " + list(fields) + "; both must be the same, in the same order" + others(match, declared));
            }
        });
    }

    private static void checkKeptKey(TablePlan table, TargetSchema.Table declared, Problems problems) {
        table.keptKey()
                .filter(field -> declared.indexes().values().stream().noneMatch(fields -> fields.indexOf(field) == 0))
                .ifPresent(field -> problems.add(table.at(), table.table() + ": `keepKey: " + field
                        + "` needs a Convex index whose first field is it, so that the application finds documents by their old keys; add `"
                        + line(field) + "` to the table in schema.ts"));
    }

    /** The calls that declare the table's indexes. */
    static String lines(TablePlan table) {
        return table.match().map(IndexCheck::line).orElse("") + table.keptKey().map(IndexCheck::line).orElse("");
    }

    private static String line(String keptKey) {
        return line("by_" + keptKey.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT), List.of(keptKey));
    }

    private static String line(Match match) {
        return line(match.index(), match.fields());
    }

    private static String line(String index, List<String> fields) {
        return ".index(\"" + index + "\", " + fields.stream().map(field -> "\"" + field + "\"").collect(Collectors.joining(", ", "[", "]"))
                + ")";
    }

    private static String others(Match match, TargetSchema.Table declared) {
        return declared.indexes()
                .entrySet()
                .stream()
                .filter(index -> index.getValue().equals(match.fields()))
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst()
                .map(index -> "; the index `" + index + "` has these fields: write `index: " + index + "`")
                .orElseGet(() -> (declared.indexes().containsKey(match.index()) ? ""
                        : Suggestion.nearest(match.index(), declared.indexes().keySet())
                                .map(index -> "; it has `" + index + "` over " + list(declared.indexes().get(index)))
                                .orElse(""))
                        + "; in schema.ts it is `" + line(match) + "`");
    }

    private static String list(List<String> fields) {
        return "[" + String.join(", ", fields) + "]";
    }
}
