package dev.pg2convex.core.value;

import java.util.Map;

/** The size of a value in bytes as Convex counts it (convex-contract §2, "Size formula"). */
public final class ValueSize {
    private ValueSize() {}

    public static long of(Value value) {
        return switch (value) {
            case Value.Null _, Value.Bool _ -> 1;
            case Value.Float64 _, Value.Int64 _ -> 9;
            case Value.Text text -> 2 + utf8Length(text.value());
            case Value.Bytes bytes -> 2L + bytes.value().length;
            case Value.Array array -> 2 + array.items().stream().mapToLong(ValueSize::of).sum();
            case Value.Obj object -> ofFields(object.fields());
        };
    }

    /** The size of an object with these fields. */
    public static long ofFields(Map<String, Value> fields) {
        long size = 2;
        for (var field : fields.entrySet()) {
            size += utf8Length(field.getKey()) + 1 + of(field.getValue());
        }
        return size;
    }

    private static long utf8Length(String text) {
        long length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                length += 1;
            } else if (c < 0x800) {
                length += 2;
            } else if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                length += 4;
                i++;
            } else {
                length += 3;
            }
        }
        return length;
    }
}
