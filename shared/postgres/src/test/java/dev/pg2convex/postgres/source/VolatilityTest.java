package dev.pg2convex.postgres.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pg2convex.core.source.SourceCatalog.ExpressionType;
import dev.pg2convex.core.source.SourceTable;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VolatilityTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase("CREATE SCHEMA app",
            "CREATE TABLE rows (id int PRIMARY KEY, \"now\" text, \"CURRENT_DATE\" text, at timestamptz, day date)",
            "CREATE SEQUENCE numbers", "CREATE FUNCTION app.\"Odd (name\"(text) RETURNS text LANGUAGE plpgsql AS 'BEGIN RETURN $1; END'",
            "CREATE FUNCTION settled(text) RETURNS text LANGUAGE plpgsql STABLE AS 'BEGIN RETURN $1; END'",
            "CREATE FUNCTION recent(timestamptz) RETURNS bool LANGUAGE sql STABLE AS 'SELECT $1 > now() - interval ''1 day'''",
            "CREATE FUNCTION plain(text) RETURNS text LANGUAGE sql AS 'SELECT lower($1)'",
            "CREATE VIEW latest AS SELECT id FROM rows WHERE day = CURRENT_DATE",
            "CREATE TABLE parts (id int PRIMARY KEY) PARTITION BY RANGE (id)");

    private static final String CHANGING = " means another value in another run, which would write the row again; compute the value from the"
            + " row's own columns";

    private static SourceTable table(String name) {
        return DB.catalog().table(name).orElseThrow();
    }

    private static Optional<String> problem(String expression) {
        return switch (DB.catalog().typeOf(table("rows"), expression)) {
            case ExpressionType.Known _ -> Optional.empty();
            case ExpressionType.Invalid(String message) -> Optional.of(message);
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            now()                                                  | now()
            pg_catalog.now() - at                                  | now()
            "now"()                                                | now()
            transaction_timestamp()                                | transaction_timestamp()
            random() * id                                          | random()
            gen_random_uuid()                                      | gen_random_uuid()
            clock_timestamp /* at */ ()                            | clock_timestamp()
            nextval('numbers')                                     | nextval()
            CURRENT_TIMESTAMP                                      | CURRENT_TIMESTAMP
            current_date - day                                     | CURRENT_DATE
            localtime(0)                                           | LOCALTIME
            coalesce(now, current_user)                            | CURRENT_USER
            session_user = user                                    | SESSION_USER
            age(at)                                                | CURRENT_DATE
            recent(at)                                             | now()
            id IN (SELECT id FROM latest)                          | CURRENT_DATE
            (SELECT max(x) FROM generate_series(1, pg_backend_pid()) x) | pg_backend_pid()
            CASE WHEN id > 5 THEN day ELSE 'today' END             | 'today'
            day = date ' Tomorrow '                                | 'tomorrow'
            at > 'now'                                             | 'now'
            at > 'now'::text::timestamptz                          | 'now'
            """)
    void whatChangesByItself_isRefused(String expression, String culprit) {
        assertEquals(Optional.of(culprit + CHANGING), problem(expression));
        assertEquals(Optional.of(culprit + CHANGING), DB.catalog().conditionProblem(table("rows"), "(" + expression + ") IS NOT NULL"));
    }

    @Test
    void functionThatDeclaresItselfVolatile_isRefused() {
        assertEquals(
                Optional.of(
                        "app.\"Odd (name\"() is VOLATILE, which tells Postgres that it yields another value each time; declare it STABLE"
                                + " or IMMUTABLE if that is not so, or compute the value from the row's own columns"),
                problem("app.\"Odd (name\"(now)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rows.now || \"CURRENT_DATE\"", "'now()'", "'it''s random()'", "$$ now() $$", "id -- now() 'today'",
            "now = 'today'", "now IN ('today', 'now') OR now LIKE 'tomorrow%'", "to_char(at, 'YYYY')", "at::date::text",
            "at AT TIME ZONE 'Asia/Tokyo'", "settled(now)", "plain(now)", "age(at, timestamptz '2024-01-01')",
            "(SELECT count(*) FROM rows)", "extract(year FROM at)", "current_setting('TimeZone')", "now::numeric(10,2)::text",
            "E'a\\'now()' || now", "'2024-01-01'::timestamptz"})
    void whatDependsOnTheRowAndOnSettingsThatAreFixed_isAllowed(String expression) {
        assertEquals(Optional.empty(), problem(expression));
    }

    @Test
    void tableWithoutPartitions_isCheckedToo() {
        assertEquals(Optional.of("random()" + CHANGING), DB.catalog().conditionProblem(table("parts"), "random() > 0.5"));
    }

    @Test
    void plan_namesThePlace() {
        assertEquals(
                "m.yaml:1:1: rows.at: the `sql` expression is refused: now()" + CHANGING
                        + "\nm.yaml:2:1: parts: the `where` condition is refused: random()" + CHANGING,
                new Plans(DB.catalog()).fields("rows", "rows", "at = now()").where("parts", "random() > 0.5").problems());
    }
}
