package dev.pg2convex.local.dryrun;

import dev.pg2convex.core.target.TargetSchema;
import dev.pg2convex.core.value.Value;
import dev.pg2convex.core.value.ValueSize;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The size of a document's index entries. Convex publishes no formula: an entry is taken to hold the indexed fields, {@code _creationTime} and the
 * document's ID, each at its size as a value.
 */
final class IndexSizes {
    private static final String BY_CREATION_TIME = "by_creation_time";
    /** {@code _creationTime}, a number, and an ID of 32 characters. */
    private static final long EVERY_ENTRY = 9 + 34;
    /** A field that the document lacks. */
    private static final long MISSING = 1;

    private final Map<String, List<String>> indexes = new TreeMap<>();
    private final Map<String, Long> bytes = new TreeMap<>();

    IndexSizes(TargetSchema.Table table) {
        indexes.putAll(table.indexes());
        indexes.put(BY_CREATION_TIME, List.of());
    }

    void add(Value.Obj document) {
        indexes.forEach((index, fields) -> bytes.merge(index, EVERY_ENTRY + fields.stream().mapToLong(field -> size(document, field)).sum(),
                Long::sum));
    }

    /** By index. */
    Map<String, Long> bytes() {
        return bytes;
    }

    /** @param path may lead into objects: {@code a.b} */
    private static long size(Value.Obj document, String path) {
        Value value = document;
        for (var name : path.split("\\.", -1)) {
            value = value instanceof Value.Obj(var fields) ? fields.get(name) : null;
        }
        return value == null ? MISSING : ValueSize.of(value);
    }
}
