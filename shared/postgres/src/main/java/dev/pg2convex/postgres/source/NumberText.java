package dev.pg2convex.postgres.source;

import dev.pg2convex.core.store.RejectReason;
import dev.pg2convex.core.value.Value;
import java.math.BigDecimal;

/** Numbers as doubles. */
final class NumberText {
    private static final long MAX_SAFE = 1L << 53;

    private NumberText() {}

    /** float4 and float8: Postgres writes the shortest decimal that reads back as the same value, and so does this read it. */
    static Value floating(String text) {
        return new Value.Float64(Double.parseDouble(text));
    }

    /** int8 as a number. */
    static Value integer(String text, boolean round) {
        long value = Long.parseLong(text);
        if (!round && (value > MAX_SAFE || value < -MAX_SAFE)) {
            throw new UnfitException(RejectReason.NUMBER_PRECISION);
        }
        return new Value.Float64((double) value);
    }

    /**
     * A decimal of any length: it survives when the shortest decimal of the nearest double has the same value.
     *
     * @param round take the nearest double otherwise; one that is too large for any is never taken
     */
    static Value number(String text, boolean round) {
        double nearest = Double.parseDouble(text);
        if (text.equals("NaN") || text.endsWith("Infinity")) {
            return new Value.Float64(nearest);
        }
        if (Double.isInfinite(nearest) || (!round && !survives(nearest, text))) {
            throw new UnfitException(RejectReason.NUMBER_PRECISION);
        }
        return new Value.Float64(nearest);
    }

    private static boolean survives(double nearest, String text) {
        boolean fifteenDigits = text.length() <= 15 && text.indexOf('e') < 0 && text.indexOf('E') < 0;
        return fifteenDigits || new BigDecimal(Double.toString(nearest)).compareTo(new BigDecimal(text)) == 0;
    }
}
