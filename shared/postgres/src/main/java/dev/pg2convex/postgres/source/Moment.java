package dev.pg2convex.postgres.source;

import dev.pg2convex.core.store.RejectReason;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A timestamp, to the microsecond.
 *
 * @param seconds since the epoch; Postgres's range in microseconds is larger than a {@code long}
 * @param micros from 0 to 999,999
 */
record Moment(long seconds, int micros) {
    /** Below it (the year 2248) a double of milliseconds tells any two microseconds apart. */
    private static final long EXACT_SECONDS = (1L << 43) / 1_000;
    private static final Pattern TEXT = Pattern
            .compile("(\\d{4,6})-(\\d\\d)-(\\d\\d)[ T](\\d\\d):(\\d\\d):(\\d\\d)(?:\\.(\\d{1,6}))?(Z|[+-]\\d\\d(?::\\d\\d){0,2})?( BC)?");

    static boolean infinite(String text) {
        return text.endsWith("infinity");
    }

    /** @param zone that of a text without an offset */
    static Moment parse(String text, ZoneId zone) {
        Matcher match = TEXT.matcher(text);
        if (!match.matches()) {
            throw new UnfitException(RejectReason.INVALID_VALUE);
        }
        try {
            int year = Integer.parseInt(match.group(1));
            var date = LocalDate.of(match.group(9) == null ? year : 1 - year, Integer.parseInt(match.group(2)),
                    Integer.parseInt(match.group(3)));
            var local = date.atTime(Integer.parseInt(match.group(4)), Integer.parseInt(match.group(5)), Integer.parseInt(match.group(6)));
            var offset = match.group(8) == null ? offset(local, zone) : ZoneOffset.of(match.group(8));
            String fraction = match.group(7);
            return new Moment(local.toEpochSecond(offset), fraction == null ? 0 : Integer.parseInt((fraction + "00000").substring(0, 6)));
        } catch (DateTimeException _) {
            throw new UnfitException(RejectReason.INVALID_VALUE);
        }
    }

    /** As Postgres's {@code AT TIME ZONE}: a skipped time counts from before the change, one that comes twice is the second. */
    private static ZoneOffset offset(LocalDateTime local, ZoneId zone) {
        var change = zone.getRules().getTransition(local);
        if (change == null) {
            return zone.getRules().getOffset(local);
        }
        return change.isGap() ? change.getOffsetBefore() : change.getOffsetAfter();
    }

    /** Milliseconds since the epoch, microseconds as the fraction. */
    double millis(boolean round) {
        if (Math.abs(seconds) < EXACT_SECONDS) {
            return (seconds * 1_000_000 + micros) / 1_000.0;
        }
        var exact = BigDecimal.valueOf(seconds).scaleByPowerOfTen(3).add(BigDecimal.valueOf(micros, 3));
        double nearest = exact.doubleValue();
        if (!round && new BigDecimal(nearest).setScale(3, RoundingMode.HALF_EVEN).compareTo(exact) != 0) {
            throw new UnfitException(RejectReason.TIMESTAMP_RANGE);
        }
        return nearest;
    }

    /** ISO 8601 in UTC, with 0, 3 or 6 digits of a second's fraction. */
    String iso() {
        var local = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
        var text = new StringBuilder(isoDate(local.toLocalDate())).append('T');
        two(text, local.getHour()).append(':');
        two(text, local.getMinute()).append(':');
        two(text, local.getSecond());
        if (micros != 0) {
            String digits = String.valueOf(1_000_000 + micros).substring(1);
            text.append('.').append(micros % 1_000 == 0 ? digits.substring(0, 3) : digits);
        }
        return text.append('Z').toString();
    }

    /** ISO 8601, years outside of 0 to 9999 with a sign and at least six digits, as JavaScript reads them. */
    static String isoDate(LocalDate date) {
        int year = date.getYear();
        var text = new StringBuilder();
        if (year < 0 || year > 9_999) {
            String digits = String.valueOf(Math.abs(year));
            text.append(year < 0 ? '-' : '+').append("0".repeat(Math.max(0, 6 - digits.length()))).append(digits);
        } else {
            text.append(String.valueOf(10_000 + year).substring(1));
        }
        two(text.append('-'), date.getMonthValue());
        return two(text.append('-'), date.getDayOfMonth()).toString();
    }

    private static StringBuilder two(StringBuilder text, int number) {
        return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
