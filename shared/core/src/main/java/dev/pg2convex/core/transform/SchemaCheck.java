package dev.pg2convex.core.transform;

import dev.pg2convex.core.target.Validator;
import dev.pg2convex.core.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Holds a document against the validator of its table, as Convex does, and says where it does not fit. */
final class SchemaCheck {
    private final Validator document;

    SchemaCheck(Validator document) {
        this.document = document;
    }

    /** The first place where these fields are refused; fields other than {@code mapped} are the application's own and may be there or not. */
    Optional<Path> firstRefused(Value.Obj fields, Set<String> mapped) {
        return Optional.ofNullable(refused(document, fields, Path.root(), mapped::contains));
    }

    /** The first place where these fields are refused as a whole document. */
    Optional<Path> firstRefused(Value.Obj fields) {
        return Optional.ofNullable(refused(document, fields, Path.root(), SchemaCheck::every));
    }

    private static Path refused(Validator validator, Value value, Path path) {
        return refused(validator, value, path, SchemaCheck::every);
    }

    /** Null where the value fits: this runs for each value of each row. */
    private static Path refused(Validator validator, Value value, Path path, Predicate<String> required) {
        return switch (validator) {
            case Validator.Any _ -> null;
            case Validator.Null _ -> unless(value instanceof Value.Null, path);
            case Validator.Bool _ -> unless(value instanceof Value.Bool, path);
            case Validator.Number _ -> unless(value instanceof Value.Float64, path);
            case Validator.Int64 _ -> unless(value instanceof Value.Int64, path);
            case Validator.Text _, Validator.Id _ -> unless(value instanceof Value.Text, path);
            case Validator.Bytes _ -> unless(value instanceof Value.Bytes, path);
            case Validator.Literal literal -> unless(literal.value().equals(value), path);
            case Validator.Array array -> value instanceof Value.Array(List<Value> items) ? refusedItem(array, items, path) : path;
            case Validator.Record entries ->
                value instanceof Value.Obj(Map<String, Value> fields) ? refusedEntry(entries, fields, path) : path;
            case Validator.Obj object ->
                value instanceof Value.Obj(Map<String, Value> fields) ? refusedField(object, fields, path, required) : path;
            case Validator.Union union ->
                nearest(union.members().stream().map(member -> refused(member, value, path, required)).toList(), path);
        };
    }

    private static boolean every(String field) {
        return true;
    }

    private static Path unless(boolean fits, Path path) {
        return fits ? null : path;
    }

    private static Path refusedItem(Validator.Array array, List<Value> items, Path path) {
        for (int i = 0; i < items.size(); i++) {
            Path refused = refused(array.items(), items.get(i), path.item(i));
            if (refused != null) {
                return refused;
            }
        }
        return null;
    }

    private static Path refusedEntry(Validator.Record entries, Map<String, Value> fields, Path path) {
        for (var entry : fields.entrySet()) {
            Path at = path.field(entry.getKey());
            Path refused = refused(entries.keys(), new Value.Text(entry.getKey()), at);
            refused = refused == null ? refused(entries.values(), entry.getValue(), at) : refused;
            if (refused != null) {
                return refused;
            }
        }
        return null;
    }

    private static Path refusedField(Validator.Obj object, Map<String, Value> fields, Path path, Predicate<String> required) {
        for (var field : fields.entrySet()) {
            Path at = path.field(field.getKey());
            Validator.Field expected = object.fields().get(field.getKey());
            Path refused = expected == null ? at : refused(expected.validator(), field.getValue(), at);
            if (refused != null) {
                return refused;
            }
        }
        return object.fields()
                .entrySet()
                .stream()
                .filter(field -> !field.getValue().optional() && !fields.containsKey(field.getKey()))
                .map(Map.Entry::getKey)
                .filter(required)
                .sorted()
                .findFirst()
                .map(path::field)
                .orElse(null);
    }

    /** Of a union, the member that went along furthest says what is wrong; where two did equally, the value itself is. */
    private static Path nearest(List<Path> refusedByMember, Path path) {
        Path nearest = path;
        int depth = path.depth();
        for (Path refused : refusedByMember) {
            if (refused == null) {
                return null;
            }
            if (refused.depth() > depth) {
                nearest = refused;
                depth = refused.depth();
            } else if (refused.depth() == depth && !refused.equals(nearest)) {
                nearest = path;
            }
        }
        return nearest;
    }
}
