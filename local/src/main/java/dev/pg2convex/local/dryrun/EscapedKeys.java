package dev.pg2convex.local.dryrun;

import dev.pg2convex.core.transform.KeyEscape;
import dev.pg2convex.core.value.Value;
import java.util.Map;

/** Counts the object keys of a value that are written escaped. */
final class EscapedKeys {
    private EscapedKeys() {}

    static long in(Value value) {
        return switch (value) {
            case Value.Null _, Value.Bool _, Value.Float64 _, Value.Int64 _, Value.Text _, Value.Bytes _ -> 0;
            case Value.Array array -> array.items().stream().mapToLong(EscapedKeys::in).sum();
            case Value.Obj(Map<String, Value> fields) -> fields.entrySet()
                    .stream()
                    .mapToLong(field -> (KeyEscape.encode(field.getKey()).equals(field.getKey()) ? 0 : 1) + in(field.getValue()))
                    .sum();
        };
    }
}
