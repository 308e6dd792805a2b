package dev.pg2convex.local.cli;

import dev.pg2convex.core.run.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which rows of a table a command is about. */
final class PartOptions {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    @Option(names = "--keys", paramLabel = "KEYS", description = "Only the rows with these source keys, such as 1,2,3; composite keys, and keys with a comma, as JSON arrays: [\"a\",\"1\"],[\"b\",\"2\"]. May be given several times.")
    List<String> keys = List.of();

    @Option(names = "--where", paramLabel = "CONDITION", description = "Only the rows that meet this SQL condition now.")
    String where;

    /** @throws InputException where the options do not go together */
    Scope scope(List<String> tables) {
        if (keys.isEmpty() && where == null) {
            return new Scope(tables);
        }
        var option = where != null ? "--where" : "--keys";
        if (where != null && !keys.isEmpty()) {
            throw new InputException("--keys and --where exclude each other; give one of them");
        }
        if (tables.size() != 1) {
            throw new InputException(option + " goes with exactly one --table");
        }
        if (where != null) {
            return Scope.of(tables.getFirst(), Scope.Part.ofRowsWhere(where));
        }
        var all = new ArrayList<String>();
        keys.forEach(given -> all.addAll(given.stripLeading().startsWith("[") ? arrays(given) : List.of(given.split(",", -1))));
        if (all.size() > Scope.Part.MOST_KEYS) {
            throw new InputException("--keys takes up to " + Scope.Part.MOST_KEYS + " keys, and these are " + all.size()
                    + "; take the rows by --where, or the whole table");
        }
        return Scope.of(tables.getFirst(), Scope.Part.ofKeys(all));
    }

    /** Said of a run over rows that meet a condition. */
    Optional<String> notice() {
        return Optional.ofNullable(where)
                .map(_ -> "Rows that are gone meet no condition: their documents are left as they are; `resync` of the whole table finds them.");
    }

    private static List<String> arrays(String given) {
        var found = new ArrayList<String>();
        try {
            for (var array : MAPPER.readTree("[" + given + "]")) {
                if (!array.isArray() || array.isEmpty() || !array.valueStream().allMatch(JsonNode::isString)) {
                    throw notArrays();
                }
                found.add(array.size() == 1 ? array.get(0).asString() : array.toString());
            }
        } catch (JacksonException _) {
            throw notArrays();
        }
        return found;
    }

    private static InputException notArrays() {
        return new InputException("--keys begins with `[`, but is no list of JSON arrays of texts, such as [\"a\",\"1\"],[\"b\",\"2\"]");
    }
}
