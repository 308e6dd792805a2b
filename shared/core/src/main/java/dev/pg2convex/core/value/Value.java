package dev.pg2convex.core.value;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A Convex value (convex-contract §2). Immutable. */
public sealed interface Value {
    /** The value {@code null}; not the same as a field that is left out. */
    record Null() implements Value {}

    record Bool(boolean value) implements Value {}

    /** A {@code v.number()}: a double, NaN, infinities and -0 included. */
    record Float64(double value) implements Value {}

    /** A {@code v.int64()}. */
    record Int64(long value) implements Value {}

    record Text(String value) implements Value {
        public Text {
            requireNonNull(value);
        }
    }

    /** A {@code v.bytes()}. */
    record Bytes(byte[] value) implements Value {
        public Bytes {
            value = value.clone();
        }

        @Override
        public byte[] value() {
            return value.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes bytes && Arrays.equals(value, bytes.value);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(value);
        }
    }

    record Array(List<Value> items) implements Value {
        public Array {
            items = List.copyOf(items);
        }
    }

    /** An object, or a whole document; the order of its fields has no meaning. */
    record Obj(Map<String, Value> fields) implements Value {
        public Obj {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }
    }
}
