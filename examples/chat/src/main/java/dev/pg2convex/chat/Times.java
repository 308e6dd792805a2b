package dev.pg2convex.chat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** Points in time as timestamptz texts, none of them dependent on when they are made. */
final class Times {
    /** Before 1970, at it, and as far away as milliseconds with a fraction stay exact. */
    static final List<String> ODD = List.of("1969-12-31 23:59:59.999999+00", "1970-01-01 00:00:00+00", "1970-01-01 00:00:00.000001+00",
            "1704-02-29 12:34:56.789012+00", "1900-01-01 00:00:00+05:45", "2247-12-31 23:59:59.999999+00", "2000-02-29 23:59:60+00",
            "2038-01-19 03:14:08.5+00");

    private static final DateTimeFormatter TEXT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSSxxx", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final Instant FIRST = Instant.parse("2023-03-01T00:00:00Z");
    private static final long DAYS = 900;
    private static final long MICROS_A_DAY = 86_400_000_000L;

    private Times() {}

    /** In the life of the application, to the microsecond. */
    static Instant any(Dice dice) {
        return FIRST.plus(dice.between(0, DAYS * MICROS_A_DAY), ChronoUnit.MICROS);
    }

    static String text(Instant time) {
        return TEXT.format(time);
    }
}
