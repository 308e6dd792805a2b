package dev.pg2convex.core.target;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.value.Value;
import java.util.List;
import java.util.Map;

/** A validator of a Convex schema (convex/values {@code v.*}). */
public sealed interface Validator {
    record Any() implements Validator {}

    record Null() implements Validator {}

    record Bool() implements Validator {}

    record Number() implements Validator {}

    record Int64() implements Validator {}

    record Text() implements Validator {}

    record Bytes() implements Validator {}

    record Id(String table) implements Validator {}

    record Literal(Value value) implements Validator {
        public Literal {
            requireNonNull(value);
        }
    }

    record Array(Validator items) implements Validator {
        public Array {
            requireNonNull(items);
        }
    }

    record Record(Validator keys, Validator values) implements Validator {
        public Record {
            requireNonNull(keys);
            requireNonNull(values);
        }
    }

    record Union(List<Validator> members) implements Validator {
        public Union {
            members = List.copyOf(members);
        }
    }

    record Obj(Map<String, Field> fields) implements Validator {
        public Obj {
            fields = Map.copyOf(fields);
        }
    }

    /** A field of an object. */
    record Field(Validator validator, boolean optional) {
        public Field {
            requireNonNull(validator);
        }
    }
}
