package dev.pg2convex.postgres.source;

import dev.pg2convex.core.store.RejectReason;
import dev.pg2convex.core.value.Value;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;

/** Timestamps and dates. */
final class TimeText {
    private TimeText() {}

    static Value millis(String text, ZoneId zone, boolean round) {
        if (!Moment.infinite(text)) {
            return new Value.Float64(Moment.parse(text, zone).millis(round));
        }
        if (!round) {
            throw new UnfitException(RejectReason.TIMESTAMP_RANGE);
        }
        return new Value.Float64(text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
    }

    /** ISO 8601; infinity as Postgres writes it. */
    static Value iso(String text, ZoneId zone) {
        return new Value.Text(Moment.infinite(text) ? text : Moment.parse(text, zone).iso());
    }

    static Value date(String text) {
        if ((text.length() == 10 && text.charAt(4) == '-') || Moment.infinite(text)) {
            return new Value.Text(text);
        }
        boolean before = text.endsWith(" BC");
        String[] parts = text.substring(0, text.length() - (before ? 3 : 0)).split("-", -1);
        try {
            int year = Integer.parseInt(parts[0]);
            return new Value.Text(
                    Moment.isoDate(LocalDate.of(before ? 1 - year : year, Integer.parseInt(parts[1]), Integer.parseInt(parts[2]))));
        } catch (DateTimeException | IndexOutOfBoundsException _) {
            throw new UnfitException(RejectReason.INVALID_VALUE);
        }
    }
}
