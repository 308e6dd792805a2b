package dev.pg2convex.postgres.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pg2convex.core.plan.TablePlan;
import dev.pg2convex.core.source.KeyRange;
import dev.pg2convex.core.source.SourceRow;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a database's or a role's settings say must not change a value, a key or the meaning of an expression. */
final class SettingsTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase("CREATE SCHEMA ext", "CREATE EXTENSION citext SCHEMA ext", "CREATE SCHEMA app",
            "CREATE TABLE app.listed (id int PRIMARY KEY)", "CREATE TYPE app.level AS ENUM ('low', 'high')",
            "CREATE FUNCTION app.twice(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 2 * $1'",
            "CREATE FUNCTION public.twice(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 3 * $1'",
            """
                    CREATE TABLE app.settled (id int PRIMARY KEY, at timestamptz, day date, span interval, raw bytea, x float8, cash money, class regclass,
                        kind regtype, proc regprocedure, role regrole, classes regclass[], spans tstzrange, doc xml, tags text[], level app.level)""",
            "INSERT INTO app.settled VALUES (1, '2024-02-03 04:05:06+00', '2024-02-03', '1 day -02:03', '\\x0001ff', 0.1::float8 + 0.2, '-1234.5', "
                    + "'app.listed', 'app.level', 'app.twice(int)', 'postgres', '{app.listed,pg_class}', "
                    + "'[2024-02-03 04:05:06+00,2024-02-03 04:05:07+00)', '<a/>', '{null}', 'high')",
            "CREATE TABLE folded (name ext.citext PRIMARY KEY, n int)",
            "INSERT INTO folded VALUES ('b', 1), ('A', 2), ('D', 3), ('c', 4), ('e', 5), ('F', 6)");

    private static final String[] ODD = {"DateStyle = 'SQL, DMY'", "IntervalStyle = 'sql_standard'", "TimeZone = 'Asia/Kolkata'",
            "bytea_output = 'escape'", "extra_float_digits = -3", "xmloption = 'document'", "xmlbinary = 'hex'", "lc_monetary = 'C.UTF-8'",
            "search_path = 'app', 'pg_catalog'", "quote_all_identifiers = on", "standard_conforming_strings = off",
            "transform_null_equals = on", "array_nulls = off", "timezone_abbreviations = 'India'", "gin_fuzzy_search_limit = 1"};

    @Test
    void read_whateverTheDatabasesSettings_isTheSame() {
        List<SourceRow> before = read();
        for (String setting : ODD) {
            DB.execute("ALTER DATABASE settingstest SET " + setting);
        }
        DB.pool().getHikariPoolMXBean().softEvictConnections();
        try {
            assertEquals(List.of("app, pg_catalog"), DB.query("SHOW search_path"));
            assertEquals(before, read());
            assertEquals("Present[value=Text[value=listed]]", cell(before, 6));
            assertEquals("Present[value=Text[value=-$1,234.50]]", cell(before, 5));
        } finally {
            DB.execute("ALTER DATABASE settingstest RESET ALL");
            DB.pool().getHikariPoolMXBean().softEvictConnections();
        }
    }

    private static String cell(List<SourceRow> rows, int column) {
        return rows.getFirst().cells().get(column).toString();
    }

    private static List<SourceRow> read() {
        var plan = DB.plan("app.settled");
        List.of("at", "day", "span", "raw", "x", "cash", "class", "kind", "proc", "role", "classes", "spans", "doc", "tags", "level")
                .forEach(plan::column);
        plan.sql("twice", "twice(id)")
                .sql("low", "'low'::level::text")
                .sql("when", "to_char(at, 'YYYY-MM-DD HH24:MI TMMonth TZ')")
                .sql("unset", "(level = NULL)::text")
                .sql("date", "'03/02/04'::date::text")
                .sql("backslash", "'a\\b'")
                .sql("element", "xmlelement(name x, raw)::text")
                .sql("word", "'x'::citext = 'X'::citext");
        return DB.reader().read(plan.build(), KeyRange.ALL, 10, 1 << 20).rows();
    }

    /** By name and without its schema, the operator of citext would be that of text: another order than the key's index has. */
    @Test
    void keys_ofATypeWhoseSchemaNoSearchPathHas_areComparedByItsOwnOperators() {
        TablePlan plan = DB.plan("folded").column("n").build();
        var reader = DB.reader();
        assertEquals(List.of("a", "b", "c", "d", "e", "f"), reader.borders(plan, Optional.empty(), 1, 100));
        assertEquals(List.of("c", "d", "e"),
                reader.read(plan, new KeyRange(Optional.of("b"), Optional.of("e")), 10, 1 << 20)
                        .rows()
                        .stream()
                        .map(SourceRow::key)
                        .toList());
        assertEquals(Set.of("a", "f"), reader.existing(plan, List.of("a", "f", "g")));
        assertEquals(2, reader.readKeys(plan, List.of("a", "f", "g")).size());
    }
}
