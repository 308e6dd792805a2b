package dev.pg2convex.core.plan;

import dev.pg2convex.core.target.Validator;
import dev.pg2convex.core.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether a validator of the schema can accept what a field yields: false only where every such value would be refused. What depends on the value
 * (a literal, the content of a json column) is left to the check of each document.
 */
final class Fit {
    private final Set<String> mapped;

    /** @param mapped the Convex tables of the mapping: their IDs come from references only */
    Fit(Set<String> mapped) {
        this.mapped = mapped;
    }

    boolean possible(Validator declared, Validator yielded) {
        return switch (declared) {
            case Validator.Any _ -> true;
            case Validator.Union union -> union.members().stream().anyMatch(member -> possible(member, yielded));
            case Validator.Id(String table) -> yielded instanceof Validator.Id(String parent) ? parent.equals(table)
                    : yielded instanceof Validator.Text && !mapped.contains(table);
            case Validator.Literal(Value literal) -> yielded instanceof Validator.Any || yielded.equals(kind(literal));
            // An array's type does not say how many dimensions its values have.
            case Validator.Array(Validator items) -> yielded instanceof Validator.Any
                    || (yielded instanceof Validator.Array(Validator element) && (possible(items, element) || possible(items, yielded)));
            case Validator.Record(Validator _, Validator values) -> switch (yielded) {
                case Validator.Any _ -> true;
                case Validator.Record(Validator _, Validator yieldedValues) -> possible(values, yieldedValues);
                case Validator.Obj(Map<String, Validator.Field> fields) ->
                    fields.values().stream().allMatch(field -> possible(values, field.validator()));
                default -> false;
            };
            case Validator.Obj(Map<String, Validator.Field> fields) -> switch (yielded) {
                case Validator.Any _, Validator.Record _ -> true;
                case Validator.Obj(Map<String, Validator.Field> own) -> possible(fields, own);
                default -> false;
            };
            case Validator.Null _, Validator.Bool _, Validator.Number _, Validator.Text _ ->
                yielded instanceof Validator.Any || yielded.equals(declared);
            case Validator.Int64 _, Validator.Bytes _ -> yielded.equals(declared);
        };
    }

    /** A value that is known, such as a default. */
    boolean accepts(Validator declared, Value value) {
        return switch (declared) {
            case Validator.Any _ -> true;
            case Validator.Union union -> union.members().stream().anyMatch(member -> accepts(member, value));
            case Validator.Literal(Value literal) -> literal.equals(value);
            case Validator.Array(Validator items) ->
                value instanceof Value.Array(List<Value> own) && own.stream().allMatch(item -> accepts(items, item));
            case Validator.Record(Validator _, Validator values) ->
                value instanceof Value.Obj(Map<String, Value> own) && own.values().stream().allMatch(item -> accepts(values, item));
            case Validator.Obj(Map<String, Validator.Field> fields) ->
                value instanceof Value.Obj(Map<String, Value> own) && fields.keySet().containsAll(own.keySet())
                        && fields.entrySet()
                                .stream()
                                .allMatch(field -> own.containsKey(field.getKey())
                                        ? accepts(field.getValue().validator(), own.get(field.getKey())) : field.getValue().optional());
            case Validator.Null _, Validator.Bool _, Validator.Number _, Validator.Text _, Validator.Int64 _, Validator.Bytes _, Validator.Id _ ->
                declared.equals(kind(value));
        };
    }

    private boolean possible(Map<String, Validator.Field> declared, Map<String, Validator.Field> yielded) {
        return yielded.entrySet()
                .stream()
                .allMatch(field -> declared.containsKey(field.getKey())
                        && possible(declared.get(field.getKey()).validator(), field.getValue().validator()))
                && declared.entrySet().stream().allMatch(field -> field.getValue().optional() || yielded.containsKey(field.getKey()));
    }

    private static Validator kind(Value value) {
        return switch (value) {
            case Value.Null _ -> new Validator.Null();
            case Value.Bool _ -> new Validator.Bool();
            case Value.Float64 _ -> new Validator.Number();
            case Value.Int64 _ -> new Validator.Int64();
            case Value.Text _ -> new Validator.Text();
            case Value.Bytes _ -> new Validator.Bytes();
            case Value.Array _ -> new Validator.Array(new Validator.Any());
            case Value.Obj _ -> new Validator.Obj(Map.of());
        };
    }
}
