package dev.pg2convex.core.transform;

import dev.pg2convex.core.mapping.KeysPolicy;
import dev.pg2convex.core.store.RejectReason;
import dev.pg2convex.core.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a value that Convex can carry: keys by policy, nesting, lengths and text checked. */
final class ValueFitter {
    private final KeysPolicy keys;

    ValueFitter(KeysPolicy keys) {
        this.keys = keys;
    }

    /** The value of a document's field. */
    Value fit(Value value, Path path) throws UnfitException {
        return fit(value, path, 1);
    }

    /** @param around how many arrays and objects the value is in, the document included */
    private Value fit(Value value, Path path, int around) throws UnfitException {
        return switch (value) {
            case Value.Null _, Value.Bool _, Value.Float64 _, Value.Int64 _, Value.Bytes _ -> value;
            case Value.Text text -> {
                requireWellFormed(text.value(), path);
                yield text;
            }
            case Value.Array array -> fitArray(array, path, deeper(around, path));
            case Value.Obj object -> fitObject(object, path, deeper(around, path));
        };
    }

    private Value.Array fitArray(Value.Array array, Path path, int around) throws UnfitException {
        if (array.items().size() > Limits.ARRAY_ITEMS) {
            throw new UnfitException(RejectReason.ARRAY_TOO_LONG, path);
        }
        List<Value> items = new ArrayList<>(array.items().size());
        for (Value item : array.items()) {
            items.add(fit(item, path.item(items.size()), around));
        }
        return new Value.Array(items);
    }

    private Value.Obj fitObject(Value.Obj object, Path path, int around) throws UnfitException {
        if (object.fields().size() > Limits.FIELDS) {
            throw new UnfitException(RejectReason.TOO_MANY_FIELDS, path);
        }
        Map<String, Value> fields = new LinkedHashMap<>();
        for (var field : object.fields().entrySet()) {
            String key = fitKey(field.getKey(), path);
            fields.put(key, fit(field.getValue(), path.field(key), around));
        }
        return new Value.Obj(fields);
    }

    private String fitKey(String key, Path path) throws UnfitException {
        requireWellFormed(key, path);
        if (keys == KeysPolicy.REJECT && KeyEscape.isForbidden(key)) {
            throw new UnfitException(RejectReason.FORBIDDEN_KEY, path);
        }
        String fitting = keys == KeysPolicy.ESCAPE ? KeyEscape.encode(key) : key;
        if (fitting.length() > Limits.KEY_LENGTH) {
            throw new UnfitException(RejectReason.KEY_TOO_LONG, path);
        }
        return fitting;
    }

    private static int deeper(int around, Path path) throws UnfitException {
        if (around >= Limits.NESTING) {
            throw new UnfitException(RejectReason.TOO_DEEP, path);
        }
        return around + 1;
    }

    /** A lone surrogate (an escape in {@code json}; {@code jsonb} has none) is no Unicode text: nothing can carry it. */
    private static void requireWellFormed(String text, Path path) throws UnfitException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c) || i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw new UnfitException(RejectReason.INVALID_VALUE, path);
                }
                i++;
            }
        }
    }
}
