package dev.pg2convex.verifier;

import dev.pg2convex.core.value.Value;
import java.util.Optional;
import java.util.TreeSet;

/** Where two values differ first: a path such as {@code .a[3]}, empty text for the values themselves. */
final class Comparison {
    private Comparison() {}

    /** Doubles are compared bit by bit (any NaN equals any NaN): -0 is not 0. */
    static Optional<String> difference(Value expected, Value actual) {
        if (expected instanceof Value.Obj left && actual instanceof Value.Obj right) {
            var names = new TreeSet<>(left.fields().keySet());
            names.addAll(right.fields().keySet());
            for (var name : names) {
                var one = left.fields().get(name);
                var other = right.fields().get(name);
                var inside = one == null || other == null ? Optional.of("") : difference(one, other);
                if (inside.isPresent()) {
                    return Optional.of("." + name + inside.get());
                }
            }
            return Optional.empty();
        }
        if (expected instanceof Value.Array left && actual instanceof Value.Array right) {
            int common = Math.min(left.items().size(), right.items().size());
            for (int i = 0; i < common; i++) {
                var inside = difference(left.items().get(i), right.items().get(i));
                if (inside.isPresent()) {
                    return Optional.of("[" + i + "]" + inside.get());
                }
            }
            return left.items().size() == right.items().size() ? Optional.empty() : Optional.of("[" + common + "]");
        }
        if (expected instanceof Value.Float64(double left) && actual instanceof Value.Float64(double right)) {
            return Double.compare(left, right) == 0 ? Optional.empty() : Optional.of("");
        }
        return expected.equals(actual) ? Optional.empty() : Optional.of("");
    }
}
