package dev.pg2convex.core.plan;

import dev.pg2convex.core.mapping.Conversion;
import dev.pg2convex.core.source.PgType;
import dev.pg2convex.core.target.Validator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The Convex values that a Postgres type yields (design §7), as the validator that one would write for them. Nulls aside. */
public final class Shape {
    private Shape() {}

    /** @param as allowed for the type; of an array, what its elements become */
    public static Validator of(PgType type, Conversion as) {
        return switch (as) {
            case DEFAULT -> byDefault(type);
            case NUMBER, TIMESTAMP -> within(type, new Validator.Number());
            case STRING -> within(type, new Validator.Text());
            case INT64 -> within(type, new Validator.Int64());
        };
    }

    private static Validator within(PgType type, Validator value) {
        return type.element().<Validator>map(element -> new Validator.Array(within(element, value))).orElse(value);
    }

    private static Validator byDefault(PgType type) {
        return switch (TypeFamily.of(type)) {
            case INTEGER, FLOAT, TIMESTAMP, TIMESTAMPTZ -> new Validator.Number();
            case BIGINT -> new Validator.Int64();
            case NUMERIC, TEXT, OTHER -> new Validator.Text();
            case BOOLEAN -> new Validator.Bool();
            case JSON -> new Validator.Any();
            case BYTES -> new Validator.Bytes();
            case VECTOR -> new Validator.Array(new Validator.Number());
            case HSTORE -> new Validator.Record(new Validator.Text(), new Validator.Text());
            case ARRAY -> new Validator.Array(byDefault(type.element().orElseThrow()));
            case COMPOSITE -> {
                Map<String, Validator.Field> fields = new LinkedHashMap<>();
                type.attributes()
                        .forEach(attribute -> fields.put(attribute.name(), new Validator.Field(byDefault(attribute.type()), true)));
                yield new Validator.Obj(fields);
            }
        };
    }
}
