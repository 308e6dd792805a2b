package dev.pg2convex.postgres.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.core.source.PgType;
import dev.pg2convex.core.source.SourceCatalog.ExpressionType;
import dev.pg2convex.core.source.SourceColumn;
import dev.pg2convex.core.source.SourceTable;
import dev.pg2convex.core.source.SourceTable.ForeignKey;
import dev.pg2convex.postgres.Postgres;
import dev.pg2convex.postgres.PostgresUrl;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PostgresCatalogTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase("CREATE EXTENSION citext", "CREATE SCHEMA app", "CREATE SCHEMA \"Odd. schema\"",
            "CREATE SCHEMA pg2convex", "CREATE TYPE \"Mood\" AS ENUM ('sad')", "CREATE DOMAIN short AS varchar(9) NOT NULL",
            "CREATE DOMAIN shorter AS short CHECK (length(VALUE) < 5)", "CREATE TYPE part AS (a \"Mood\", b int[])",
            """
                    CREATE TABLE everything (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, gone int, "Mixed ""Case""\" text, price numeric(10,2) NOT NULL, mood "Mood",
                    code shorter, tags text[], parts part[], span tstzrange, twice int GENERATED ALWAYS AS (1 + 1) STORED, mail citext)""",
            "ALTER TABLE everything DROP COLUMN gone", "CREATE UNIQUE INDEX u1 ON everything (mail)",
            "CREATE UNIQUE INDEX u2 ON everything (mail) INCLUDE (price)", "CREATE UNIQUE INDEX u3 ON everything (price, mood)",
            "CREATE UNIQUE INDEX partial ON everything (code) WHERE price > 1",
            "CREATE UNIQUE INDEX expression ON everything (lower(code))", "CREATE INDEX plain ON everything (tags)",
            "CREATE TABLE app.users (a int, b text, PRIMARY KEY (b, a))",
            "CREATE TABLE app.orders (id int PRIMARY KEY, ub text, ua int, boss int REFERENCES app.orders, FOREIGN KEY (ua, ub) REFERENCES app.users (a, b))",
            "CREATE TABLE \"Odd. schema\".\"Table, \"\"q\"\"\" (\"id?\" int PRIMARY KEY)", "CREATE TABLE same (id int, which text)",
            "CREATE TABLE app.same (id int)", "CREATE TABLE parted (id int PRIMARY KEY, n int) PARTITION BY RANGE (id)",
            "CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (0) TO (100)",
            "CREATE TABLE parted_2 PARTITION OF parted FOR VALUES FROM (100) TO (200)",
            "CREATE TABLE refers (id int PRIMARY KEY, p int REFERENCES parted)",
            "INSERT INTO parted SELECT n, n FROM generate_series(1, 199) n", "ANALYZE parted", "CREATE VIEW a_view AS SELECT 1 AS id",
            "CREATE TABLE loose (id int PRIMARY KEY, kept int NOT NULL, later int)", "INSERT INTO loose VALUES (1, 1, NULL)",
            "ALTER TABLE loose ADD CONSTRAINT later_not_null NOT NULL later NOT VALID", "CREATE TABLE pg2convex.page (id int)",
            "CREATE TEMP TABLE passing (id int)");

    private static SourceTable table(String name) {
        return DB.catalog().table(name).orElseThrow();
    }

    @Test
    void table_notNullThatIsNotValidated_mayBeNull() {
        assertEquals(List.of(true, true, false), table("loose").columns().stream().map(SourceColumn::notNull).toList());
    }

    @Test
    void table_columns_areResolvedToBaseTypes() {
        PgType mood = PgType.enumeration("Mood", "sad");
        PgType part = new PgType("part", PgType.Kind.COMPOSITE, Optional.empty(),
                List.of(new PgType.Attribute("a", mood), new PgType.Attribute("b", PgType.array(PgType.base("int4")))));
        assertEquals(
                List.of(new SourceColumn("id", PgType.base("int4"), "integer", true),
                        new SourceColumn("Mixed \"Case\"", PgType.base("text"), "text", false),
                        new SourceColumn("price", PgType.base("numeric"), "numeric(10,2)", true),
                        new SourceColumn("mood", mood, "public.\"Mood\"", false),
                        new SourceColumn("code", PgType.base("varchar"), "character varying(9)", true),
                        new SourceColumn("tags", PgType.array(PgType.base("text")), "text[]", false),
                        new SourceColumn("parts", PgType.array(part), "public.part[]", false),
                        new SourceColumn("span", new PgType("tstzrange", PgType.Kind.RANGE, Optional.empty(), List.of()), "tstzrange",
                                false),
                        new SourceColumn("twice", PgType.base("int4"), "integer", false),
                        new SourceColumn("mail", PgType.base("citext"), "public.citext", false)),
                table("everything").columns());
    }

    @Test
    void table_keys_areThoseOfCompleteIndexes() {
        assertEquals(List.of("id"), table("everything").primaryKey());
        assertEquals(List.of(List.of("mail"), List.of("price", "mood")), table("everything").uniqueKeys());
        assertEquals(List.of("b", "a"), table("app.users").primaryKey());
        assertEquals(List.of(), table("same").primaryKey());
    }

    @Test
    void table_foreignKeys_areOrderedByPosition() {
        assertEquals(List.of(new ForeignKey(List.of("boss"), "app", "orders", List.of("id")),
                new ForeignKey(List.of("ua", "ub"), "app", "users", List.of("a", "b"))), table("app.orders").foreignKeys());
        assertEquals(List.of(new ForeignKey(List.of("p"), "public", "parted", List.of("id"))), table("refers").foreignKeys());
    }

    @Test
    void table_names_areFoundWithAndWithoutSchema() {
        assertEquals("public", table("same").schema());
        assertEquals("app", table("app.same").schema());
        assertEquals("Table, \"q\"", table("Odd. schema.Table, \"q\"").name());
        for (String missing : List.of("a_view", "users", "Everything", "pg_class", "", "app.")) {
            assertEquals(Optional.empty(), DB.catalog().table(missing), missing);
        }
        var inApp = new PostgresCatalog(DB.pool(), PostgresUrl.parse("postgresql://h/d?schema=app"));
        assertEquals("app", inApp.table("same").orElseThrow().schema());
        assertEquals("app", inApp.table("users").orElseThrow().schema());
    }

    @Test
    void tables_manyAtOnce_areAsEachAlone() {
        var names = List.of("everything", "app.users", "public.everything", "same", "app.same", "app.orders", "parted", "refers", "loose",
                "Odd. schema.Table, \"q\"", "a_view", "nowhere", "same");
        var each = names.stream()
                .distinct()
                .filter(name -> DB.catalog().table(name).isPresent())
                .collect(Collectors.toMap(name -> name, PostgresCatalogTest::table));
        assertEquals(10, each.size());
        assertEquals(each, DB.catalog().tables(names));
        assertEquals(Map.of(), DB.catalog().tables(List.of()));
    }

    @Test
    void tableNames_everyTableThatCanBeMapped_andNoOther() {
        assertEquals(List.of("everything", "loose", "parted", "refers", "same", "Odd. schema.Table, \"q\"", "app.orders", "app.same",
                "app.users"), DB.catalog().tableNames());
    }

    @Test
    void identity_isTheSameHoweverReached_andAnotherForAnotherDatabase() {
        var identity = DB.catalog().identity();
        assertEquals(DB.url().label(), identity.label());
        assertTrue(identity.fingerprint().matches("cluster:\\d+:\\d+"), identity.fingerprint());
        DB.execute("CREATE DATABASE another_one");
        var url = PostgresUrl.parse("postgresql://" + DB.url().label().replaceFirst("/.*", "/another_one"));
        try (var other = Postgres.dataSource(url, 1, "other")) {
            assertNotEquals(identity.fingerprint(), new PostgresCatalog(other, url).identity().fingerprint());
        }
    }

    @Test
    void identity_roleMayNotAskForTheCluster_isThatOfTheDatabase() {
        DB.execute("CREATE ROLE outsider LOGIN", "REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC");
        var url = PostgresUrl.parse("postgresql://" + DB.url().label().replaceFirst(".*@", "outsider@"));
        try (var pool = Postgres.dataSource(url, 1, "outsider")) {
            String fingerprint = new PostgresCatalog(pool, url).identity().fingerprint();
            assertTrue(fingerprint.matches("database:\\d+:postgrescatalogtest"), fingerprint);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            lower(split_part("Mixed ""Case""\", '@', 1)) | text
            price * 2                                   | numeric
            'constant'                                  | text
            code                                        | varchar
            everything.mail                             | citext
            tags[1]                                     | text
            ARRAY[price]                                | numeric[]
            to_timestamp(id) -- when                    | timestamptz
            id /* ; ) */ + 1                            | int4
            $x$ ; ' $x$                                 | text
            '{"a":1}'::jsonb ? 'a'                      | bool
            mood                                        | Mood
            (SELECT count(*) FROM same)                 | int8
            """)
    void typeOf_expression_isAskedOfPostgres(String expression, String type) {
        var known = assertInstanceOf(ExpressionType.Known.class, DB.catalog().typeOf(table("everything"), expression), expression);
        assertEquals(type, known.type().name());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            lower(pric)             | column "pric" does not exist; did you mean `price`?
            lower(id)               | function lower(integer) does not exist
            1 / 0                   | division by zero
            id +                    | syntax error at or near ")"
            id, price               | a comma; it must be one expression, not a list
            sum(price)              | an aggregate function makes one value of many rows, and it must be one of each row
            unnest(tags)            | set-returning functions are not allowed in CASE
            id; DROP TABLE same     | a semicolon; it must be one expression, not a statement
            id) FROM same; COMMIT   | a closing parenthesis without an opening one
            'never closed           | a quote, a dollar quote or a comment that never ends
            ~~                      | it is empty
            """)
    void typeOf_noExpression_saysWhatPostgresSays(String expression, String message) {
        assertEquals(new ExpressionType.Invalid(message), DB.catalog().typeOf(table("everything"), expression));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "fine", textBlock = """
            price > 1 AND mail IS NOT NULL  | fine
            tags @> ARRAY['a'] -- those     | fine
            price                           | argument of WHERE must be type boolean, not type numeric
            count(*) > 1                    | an aggregate function makes one value of many rows, and it must be one of each row
            nope = 1                        | column "nope" does not exist; there are `Mixed "Case"`, `code`, `id`, `mail`, `mood`, `parts`, `price`, `span`, `tags`, `twice`
            true; SELECT 1                  | a semicolon; it must be one expression, not a statement
            """)
    void conditionProblem_saysWhatPostgresSays(String condition, String problem) {
        assertEquals(Optional.ofNullable(problem), DB.catalog().conditionProblem(table("everything"), condition));
    }

    @Test
    void estimateRows_partitionedTable_sumsItsPartitions() {
        assertEquals(199, DB.reader().estimateRows(DB.plan("parted").build()));
    }
}
