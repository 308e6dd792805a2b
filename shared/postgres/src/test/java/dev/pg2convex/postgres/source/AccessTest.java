package dev.pg2convex.postgres.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.pg2convex.core.source.KeyRange;
import dev.pg2convex.core.source.SourceRow;
import dev.pg2convex.postgres.Postgres;
import dev.pg2convex.postgres.PostgresUrl;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A role that sees only a part must be told so before anything is moved. */
final class AccessTest {
    private static final String HINT = ", and a hidden row would look like a deleted one; connect as the table's owner or as a superuser, or in"
            + " Postgres: ALTER ROLE ";

    @RegisterExtension
    static final TestDatabase DB = new TestDatabase("CREATE ROLE reader LOGIN", "CREATE ROLE \"The owner\" LOGIN",
            "CREATE ROLE bypass LOGIN BYPASSRLS", "GRANT CREATE ON SCHEMA public TO \"The owner\"", "SET ROLE \"The owner\"",
            "CREATE TABLE guarded (id int PRIMARY KEY, note text)", "INSERT INTO guarded VALUES (1, 'a'), (2, 'b')",
            "ALTER TABLE guarded ENABLE ROW LEVEL SECURITY", "CREATE POLICY a_part ON guarded USING (id = 1)",
            "CREATE TABLE forced (LIKE guarded INCLUDING ALL)", "ALTER TABLE forced ENABLE ROW LEVEL SECURITY",
            "ALTER TABLE forced FORCE ROW LEVEL SECURITY", "CREATE TABLE partly (id int PRIMARY KEY, note text, secret text, n int)",
            "INSERT INTO partly VALUES (1, 'a', 's', 1)", "GRANT SELECT ON guarded, forced TO reader, bypass",
            "GRANT SELECT (id, note, n) ON partly TO reader", "RESET ROLE", "CREATE SCHEMA \"Closed\"",
            "CREATE TABLE \"Closed\".t (id int PRIMARY KEY)", "GRANT SELECT ON \"Closed\".t TO reader");

    @FunctionalInterface
    private interface As<T> {
        T work(PostgresCatalog catalog, PostgresReader reader);
    }

    private static <T> T as(String role, As<T> work) {
        var url = PostgresUrl.parse("postgresql://" + role.replace(" ", "%20") + "@" + DB.url().label().replaceFirst(".*@", ""));
        try (var pool = Postgres.dataSource(url, 1, "test")) {
            return work.work(new PostgresCatalog(pool, url), new PostgresReader(pool));
        }
    }

    private static String problems(String role, String table) {
        return as(role, (catalog, _) -> new Plans(catalog).every("t", table).problems());
    }

    static Stream<Arguments> roles() {
        String forced = "m.yaml:1:1: t: row-level security hides rows of public.forced from role ";
        String reader = "reader BYPASSRLS (and, where it is the owner, ALTER TABLE public.";
        String end = " NO FORCE ROW LEVEL SECURITY)";
        return Stream.of(arguments("postgres", "forced", ""), arguments("bypass", "forced", ""), arguments("bypass", "guarded", ""),
                arguments("The owner", "guarded", ""),
                arguments("The owner", "forced",
                        forced + "The owner" + HINT + "\"The owner\" BYPASSRLS (and, where it is the owner, ALTER TABLE public.forced"
                                + end),
                arguments("reader", "forced", forced + "reader" + HINT + reader + "forced" + end),
                arguments("reader", "guarded", forced.replace("forced", "guarded") + "reader" + HINT + reader + "guarded" + end));
    }

    @ParameterizedTest
    @MethodSource("roles")
    void rowLevelSecurity_isAProblemWhereItAppliesToTheRole(String role, String table, String problem) {
        assertEquals(problem, problems(role, table));
    }

    @Test
    void hiddenColumn_isAProblemWhereItIsRead() {
        assertEquals("m.yaml:1:1: t.secret: role reader may not read column `secret` of public.partly; leave it out, or in Postgres: GRANT"
                + " SELECT ON public.partly TO reader", problems("reader", "partly"));
        List<SourceRow> rows = as("reader", (catalog, reader) -> {
            var plan = new Plans(catalog).fields("t", "partly", "note note", "twice = n * 2").resolve().table("t");
            assertEquals(Set.of("1"), reader.existing(plan, List.of("1", "2")));
            assertEquals(1, reader.estimateRows(plan));
            return reader.read(plan, KeyRange.ALL, 10, 100).rows();
        });
        assertEquals(1, rows.size());
        assertEquals("m.yaml:1:1: t.s: the `sql` expression is refused: permission denied for table partly",
                as("reader", (catalog, _) -> new Plans(catalog).fields("t", "partly", "s = upper(secret)").problems()));
    }

    @Test
    void closedSchema_isAProblem() {
        assertEquals("m.yaml:1:1: t: role reader may not look into schema Closed; in Postgres: GRANT USAGE ON SCHEMA \"Closed\" TO reader",
                problems("reader", "Closed.t"));
    }
}
