package dev.pg2convex.core.plan;

import dev.pg2convex.core.target.Validator;
import dev.pg2convex.core.value.Value;
import java.util.ArrayList;
import java.util.List;

/** A default as the file has it, where numbers have no type, made fit for the field that it fills. */
sealed interface DefaultValue {
    record Fit(Value value) implements DefaultValue {}

    record Unfit(String problem) implements DefaultValue {}

    /** Whole doubles beyond this are not exact. */
    double EXACT = 0x1p53;

    /** @param shape of the field's other values; a default of another kind is left as it is, for the schema may have a union */
    static DefaultValue of(Value value, Validator shape) {
        return switch (value) {
            case Value.Float64(double number) when shape instanceof Validator.Int64 ->
                number == Math.rint(number) && Math.abs(number) <= EXACT ? new Fit(new Value.Int64((long) number))
                        : new Unfit("must be a whole number, for the field is an int64");
            case Value.Int64 _ when !(shape instanceof Validator.Int64) -> new Unfit("is beyond ±2^53 and no number can hold it exactly");
            case Value.Array(List<Value> items) when shape instanceof Validator.Array(Validator element) -> ofItems(items, element);
            default -> new Fit(value);
        };
    }

    private static DefaultValue ofItems(List<Value> items, Validator shape) {
        List<Value> fit = new ArrayList<>();
        for (Value item : items) {
            switch (of(item, shape)) {
                case Fit(Value value) -> fit.add(value);
                case Unfit unfit -> {
                    return unfit;
                }
            }
        }
        return new Fit(new Value.Array(fit));
    }
}
