package dev.pg2convex.init;

import dev.pg2convex.core.plan.ExpectedField;
import dev.pg2convex.core.plan.FieldPlan;
import dev.pg2convex.core.plan.TablePlan;
import dev.pg2convex.core.source.PgType;
import dev.pg2convex.core.source.PgType.Kind;
import dev.pg2convex.core.target.Validator;
import dev.pg2convex.core.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The validator of a field, as narrow as every value that the source allows lets it be: what the plan expects, and what the catalog adds. */
final class Narrowing {
    private static final Set<String> VECTORS = Set.of("vector", "halfvec");
    private static final Validator NULL = new Validator.Null();

    private Narrowing() {}

    /** @param dimensions of an array, as its column declares them */
    static Validator.Field of(TablePlan table, FieldPlan field, int dimensions) {
        Validator.Field expected = ExpectedField.of(table, field);
        return new Validator.Field(field.ref().isPresent() ? expected.validator() : narrow(field.type(), expected.validator(), dimensions),
                expected.optional());
    }

    /** A type of pgvector, which Convex holds as an array of numbers and can search. */
    static boolean isVector(PgType type) {
        return VECTORS.contains(type.name());
    }

    private static Validator narrow(PgType type, Validator expected, int dimensions) {
        return switch (expected) {
            case Validator _ when isVector(type) -> new Validator.Array(new Validator.Number());
            case Validator.Text _ when type.kind() == Kind.ENUM && !type.labels().isEmpty() ->
                union(type.labels().stream().<Validator>map(label -> new Validator.Literal(new Value.Text(label))));
            case Validator.Array(Validator items) when type.element().isPresent() ->
                nested(orNull(narrow(type.element().get(), items, 1)), dimensions);
            case Validator.Obj(Map<String, Validator.Field> fields) when type.kind() == Kind.COMPOSITE -> composite(type, fields);
            // An hstore's value may be null.
            case Validator.Record(Validator keys, Validator values) -> new Validator.Record(keys, orNull(values));
            default -> expected;
        };
    }

    private static Validator composite(PgType type, Map<String, Validator.Field> fields) {
        Map<String, Validator.Field> narrowed = new LinkedHashMap<>();
        for (PgType.Attribute attribute : type.attributes()) {
            Validator.Field field = fields.get(attribute.name());
            narrowed.put(attribute.name(), new Validator.Field(narrow(attribute.type(), field.validator(), 1), field.optional()));
        }
        // Convex declares no field whose name is no identifier.
        return narrowed.keySet().stream().allMatch(Narrowing::mayBeDeclared) ? new Validator.Obj(narrowed)
                : new Validator.Record(new Validator.Text(), union(narrowed.values().stream().map(Validator.Field::validator)));
    }

    static boolean mayBeDeclared(String attribute) {
        return attribute.matches("_*[A-Za-z0-9][A-Za-z0-9_]*") && !Character.isDigit(attribute.charAt(0))
                && attribute.length() <= Identifier.LONGEST && !attribute.equals("__proto__");
    }

    /** An element of any array may be null. */
    private static Validator orNull(Validator value) {
        return value instanceof Validator.Any ? value : union(Stream.of(value, NULL));
    }

    private static Validator nested(Validator items, int dimensions) {
        Validator array = new Validator.Array(items);
        for (int i = 1; i < dimensions; i++) {
            array = new Validator.Array(array);
        }
        return array;
    }

    private static Validator union(Stream<Validator> members) {
        List<Validator> flat = new ArrayList<>();
        members.flatMap(member -> member instanceof Validator.Union union ? union.members().stream() : Stream.of(member))
                .filter(member -> !flat.contains(member))
                .forEach(flat::add);
        return flat.contains(new Validator.Any()) ? new Validator.Any() : flat.size() == 1 ? flat.getFirst() : new Validator.Union(flat);
    }
}
