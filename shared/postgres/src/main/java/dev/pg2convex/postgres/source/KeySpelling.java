package dev.pg2convex.postgres.source;

import dev.pg2convex.core.source.SourceColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads keys as the key's columns would: what is the same key gets the spelling that rows have. */
final class KeySpelling {
    /** Types whose cast silently cuts or rounds to the modifier in parentheses; without one they take every value. */
    private static final Pattern MODIFIED = Pattern.compile("(character varying|numeric|timestamp|time)\\([0-9, -]+\\)");

    private final List<SourceColumn> key;

    KeySpelling(List<SourceColumn> key) {
        this.key = List.copyOf(key);
    }

    /** Per key its texts in the order given, and whether the columns hold it without cutting or rounding it. */
    SqlQuery sql(List<List<String>> keys) {
        var parameters = new ArrayList<String>();
        var arrays = new ArrayList<String>();
        var texts = new ArrayList<String>();
        var exact = new ArrayList<String>();
        for (int i = 0; i < key.size(); i++) {
            int part = i;
            var column = key.get(i);
            parameters.add(ArrayLiteral.of(keys.stream().map(one -> one.get(part)).toList()));
            arrays.add("?::" + MODIFIED.matcher(column.sqlType()).replaceFirst("$1") + "[]");
            var cast = "k" + i + "::" + column.sqlType();
            texts.add(KeyText.sql("(" + cast + ")", column));
            exact.add(cast + " = k" + i);
        }
        return new SqlQuery(
                "SELECT " + String.join(", ", texts) + ", " + String.join(" AND ", exact) + " FROM unnest(" + String.join(", ", arrays)
                        + ") WITH ORDINALITY AS given ("
                        + IntStream.range(0, key.size()).mapToObj(i -> "k" + i).collect(Collectors.joining(", ")) + ", n) ORDER BY n",
                parameters);
    }

    /** What a key is, for messages. */
    String expected() {
        var columns = key.stream().map(column -> column.name() + " " + column.sqlType()).collect(Collectors.joining(", "));
        return key.size() == 1 ? columns : "a JSON array of " + key.size() + " texts for (" + columns + ")";
    }
}
