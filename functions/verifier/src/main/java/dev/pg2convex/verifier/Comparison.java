package dev.pg2convex.verifier;

import dev.pg2convex.core.value.Value;
import java.util.Optional;
import java.util.TreeSet;

/** Where two values differ first. */
final class Comparison {
    private Comparison() {}

    /**
     * A place inside two values.
     *
     * @param path such as {@code .a[3]}, empty text for the values themselves
     * @param ofAnotherType both have a value there, of different types
     */
    record Place(String path, boolean ofAnotherType) {
        private Place within(String step) {
            return new Place(step + path, ofAnotherType);
        }
    }

    /** Doubles are compared bit by bit (any NaN equals any NaN): -0 is not 0. */
    static Optional<Place> difference(Value expected, Value actual) {
        if (expected instanceof Value.Obj left && actual instanceof Value.Obj right) {
            return ofObjects(left, right);
        }
        if (expected instanceof Value.Array left && actual instanceof Value.Array right) {
            return ofArrays(left, right);
        }
        if (expected.getClass() != actual.getClass()) {
            return Optional.of(new Place("", true));
        }
        boolean same = expected instanceof Value.Float64(double left) && actual instanceof Value.Float64(double right)
                ? Double.compare(left, right) == 0 : expected.equals(actual);
        return same ? Optional.empty() : Optional.of(new Place("", false));
    }

    private static Optional<Place> ofObjects(Value.Obj left, Value.Obj right) {
        var names = new TreeSet<>(left.fields().keySet());
        names.addAll(right.fields().keySet());
        for (var name : names) {
            var one = left.fields().get(name);
            var other = right.fields().get(name);
            var inside = one == null || other == null ? Optional.of(new Place("", false)) : difference(one, other);
            if (inside.isPresent()) {
                return inside.map(place -> place.within("." + name));
            }
        }
        return Optional.empty();
    }

    private static Optional<Place> ofArrays(Value.Array left, Value.Array right) {
        int common = Math.min(left.items().size(), right.items().size());
        for (int i = 0; i < common; i++) {
            var inside = difference(left.items().get(i), right.items().get(i));
            if (inside.isPresent()) {
                var step = "[" + i + "]";
                return inside.map(place -> place.within(step));
            }
        }
        return left.items().size() == right.items().size() ? Optional.empty() : Optional.of(new Place("[" + common + "]", false));
    }
}
