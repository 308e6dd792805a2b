package dev.pg2convex.local.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.local.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What {@code init} writes, refuses and says, for small databases. */
@ExtendWith(SharedSite.class)
class InitCommandTest {
    private static final String SHOP = """
            CREATE TYPE state AS ENUM ('open', 'paid');
            CREATE TABLE customers (id serial PRIMARY KEY, email text NOT NULL UNIQUE, nickname text);
            CREATE TABLE orders (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), customer_id int NOT NULL REFERENCES customers, state state NOT NULL,
                total numeric(10, 2) NOT NULL, tags text[], placed_at timestamptz NOT NULL DEFAULT now());
            CREATE INDEX orders_customer_placed ON orders (customer_id, placed_at DESC);
            CREATE VIEW open_orders AS SELECT id FROM orders;""";

    @TempDir
    private Path folder;

    private Initial shop(Site site, String name) throws Exception {
        site.database.createDatabase(name);
        var shop = new Initial(site, name, folder);
        shop.sql(SHOP);
        return shop;
    }

    @Test
    void init_smallDatabase_writesBothFilesAndTheFunctions(Site site) throws Exception {
        var shop = shop(site, "shop_written");
        var said = shop.init();

        assertEquals(ExitCode.CLEAN, said.code(), said.err());
        assertEquals("Left out: public.open_orders: a view; what it shows is in its tables", said.err().strip());
        assertTrue(said.out().startsWith("2 tables: wrote " + folder.resolve("mapping.yaml") + ", "), said.out());
        assertEquals("""
                name: shop_written

                tables:
                  # Without its key id, which Postgres makes.
                  customers:
                    fields:
                      email: email
                      nickname: nickname

                  # Without its key id, which Postgres makes.
                  orders:
                    fields:
                      customerId: { column: customer_id, ref: customers }
                      state: state
                      total: total
                      tags: tags
                      placedAt: placed_at

                # The catalog as it was found; `pg2convex init --check` says what changed since. Not to be edited.
                # = schema "public"
                # = table "public"."customers" key (id)
                # = column "public"."customers"."email" text not null, v.string()
                # = column "public"."customers"."id" integer not null, left out
                # = column "public"."customers"."nickname" text, v.optional(v.string())
                # = index "public"."customers"."customers_email_key" unique btree (email)
                # = table "public"."orders" key (id)
                # = column "public"."orders"."customer_id" integer not null, v.id("customers")
                # = column "public"."orders"."id" uuid not null, left out
                # = column "public"."orders"."placed_at" timestamp with time zone not null, v.number()
                # = column "public"."orders"."state" public.state not null, v.union(v.literal("open"), v.literal("paid"))
                # = column "public"."orders"."tags" text[], v.optional(v.array(v.union(v.string(), v.null())))
                # = column "public"."orders"."total" numeric(10,2) not null, v.string()
                # = index "public"."orders"."orders_customer_placed" btree (customer_id, placed_at)
                """, shop.mapping().substring(shop.mapping().indexOf("name: ")));
        assertTrue(shop.mapping().contains("# - public.open_orders: a view; what it shows is in its tables\n"), shop.mapping());
        assertEquals("""
                export default defineSchema({
                  // Postgres table public.customers.
                  // Its key id is made by Postgres and left out; `_id` takes its place.
                  customers: defineTable({
                    email: v.string(),
                    nickname: v.optional(v.string()),
                  }).index("by_email", ["email"]),

                  // Postgres table public.orders.
                  // Its key id is made by Postgres and left out; `_id` takes its place.
                  orders: defineTable({
                    customerId: v.id("customers"),
                    state: v.union(v.literal("open"), v.literal("paid")),
                    total: v.string(),
                    tags: v.optional(v.array(v.union(v.string(), v.null()))),
                    placedAt: v.number(),
                  })
                    .index("by_customer_id", ["customerId"])
                    .index("by_customer_id_and_placed_at", ["customerId", "placedAt"]),

                  ...pg2convexTables,
                });
                """, shop.schema().substring(shop.schema().indexOf("export")));
        assertTrue(Files.exists(folder.resolve("convex/pg2convex/write.ts")));
        assertFalse(Files.exists(folder.resolve("convex/pg2convex/write.test.ts")));
    }

    @Test
    void init_again_isFineWhereNothingDiffersAndRefusedOtherwise(Site site) throws Exception {
        var shop = shop(site, "shop_again");
        assertEquals(ExitCode.CLEAN, shop.init().code());
        assertEquals(ExitCode.CLEAN, shop.init().code());

        Files.writeString(folder.resolve("convex/schema.ts"), "// mine\n");
        Files.delete(folder.resolve("convex/pg2convex/write.ts"));
        var refused = shop.init();
        assertEquals(ExitCode.INPUT, refused.code());
        assertEquals("pg2convex: these files are there already and differ; nothing was written:\n  " + folder.resolve("convex/schema.ts")
                + "\nWrite to another folder with --out DIR, or overwrite them with --force.", refused.err().strip());
        assertEquals("// mine\n", shop.schema());
        assertFalse(Files.exists(folder.resolve("convex/pg2convex/write.ts")), "all or nothing");

        assertEquals(ExitCode.CLEAN, shop.init("--force").code());
        assertTrue(shop.schema().contains("defineSchema"));
        assertTrue(Files.exists(folder.resolve("convex/pg2convex/write.ts")));
    }

    @Test
    void check_catalogAsItWas_saysSoWhateverWasEdited(Site site) throws Exception {
        var shop = shop(site, "shop_same");
        assertEquals(ExitCode.CLEAN, shop.init("--tables", "customers").code());
        Files.writeString(folder.resolve("mapping.yaml"), shop.mapping().replace("nickname: nickname", "nick: nickname"));
        var before = shop.mapping();

        var check = shop.init("--check");

        assertEquals(ExitCode.CLEAN, check.code(), check.err());
        assertEquals("", check.out());
        assertEquals("The catalog is as it was.", check.err().strip());
        assertEquals(before, shop.mapping());
    }

    @Test
    void check_changedCatalog_namesWhatIsNewGoneAndDifferent(Site site) throws Exception {
        var shop = shop(site, "shop_changed");
        assertEquals(ExitCode.CLEAN, shop.init().code());
        shop.sql("ALTER TABLE customers DROP COLUMN nickname, ADD COLUMN age int", "ALTER TYPE state ADD VALUE 'lost'",
                "ALTER TABLE orders ALTER total TYPE int8, ALTER placed_at DROP NOT NULL", "CREATE TABLE fresh (id int PRIMARY KEY)");

        var check = shop.init("--check");

        assertEquals(ExitCode.FINISHED_WITH_PROBLEMS, check.code(), check.err());
        assertEquals(
                """
                        new table public.fresh (key (id))
                        new column public.customers.age (integer, v.optional(v.number()))
                        gone: column public.customers.nickname (text, v.optional(v.string()))
                        changed: column public.orders.placed_at: was timestamp with time zone not null, v.number(), is timestamp with time zone, v.optional(v.number())
                        changed: column public.orders.state: was public.state not null, v.union(v.literal("open"), v.literal("paid")), is public.state not null, v.union(v.literal("open"), v.literal("paid"), v.literal("lost"))
                        changed: column public.orders.total: was numeric(10,2) not null, v.string(), is bigint not null, v.int64()
                        """,
                check.out());

    }

    @Test
    void check_changedIndexes_namesThem(Site site) throws Exception {
        var shop = shop(site, "shop_indexes");
        assertEquals(ExitCode.CLEAN, shop.init().code());
        shop.sql("ALTER TABLE customers DROP CONSTRAINT customers_email_key, ADD UNIQUE (nickname, email)",
                "CREATE INDEX orders_total ON orders (total) WHERE total > 0",
                "CREATE INDEX lowered ON customers USING hash (lower(email))", "DROP INDEX orders_customer_placed",
                "CREATE INDEX orders_customer_placed ON orders (customer_id, state)");

        var check = shop.init("--check");

        assertEquals(ExitCode.FINISHED_WITH_PROBLEMS, check.code(), check.err());
        assertEquals("""
                gone: index public.customers.customers_email_key (unique btree (email))
                new index public.customers.customers_nickname_email_key (unique btree (nickname, email))
                new index public.customers.lowered (hash (an expression))
                changed: index public.orders.orders_customer_placed: was btree (customer_id, placed_at), is btree (customer_id, state)
                new index public.orders.orders_total (btree (total) of a part of the rows)
                """, check.out());
    }

    @Test
    void check_tablesGone_namesThemWithoutTheirColumns(Site site) throws Exception {
        var shop = shop(site, "shop_gone");
        assertEquals(ExitCode.CLEAN, shop.init().code());
        shop.sql("DROP TABLE orders, customers CASCADE");
        assertTrue(shop.init("--check").out().contains("gone: table public.orders (key (id))\n"));
    }

    @Test
    void init_badInput_isRefusedInWholeAndWritesNothing(Site site) throws Exception {
        var shop = shop(site, "shop_bad");
        var help = "\nSee `pg2convex init --help`.";
        assertRefused("there is no schema `pubic` with tables (--schema); did you mean `public`?", shop.init("--schema", "pubic"));
        assertRefused("there is no table `custmers` (--tables); did you mean `customers`?", shop.init("--tables", "orders,custmers"));
        assertRefused("there is no table to move in public:\n  public.open_orders: a view; what it shows is in its tables",
                shop.init("--tables", "public.open_orders"));
        assertRefused("--check writes nothing, and --force overwrites; leave one out", shop.init("--check", "--force"));
        assertRefused("there is no mapping to check at " + folder.resolve("mapping.yaml")
                + "; name its folder with --out DIR, or write one with `pg2convex init`", shop.init("--check"));
        assertRefused("there is no such option; did you mean `--schema`?" + help, shop.init("--shema", "app"));
        assertRefused("--tables lacks its value: --tables TABLE" + help, shop.init("--tables"));
        assertRefused("""
                POSTGRES_URL is missing: the source database, such as postgresql://user:password@host/database
                Set it in the environment, or as NAME="value" in .env.local.""",
                Said.by(new Environment(folder, Map.of()), "init", "--out", folder.toString()));
        Files.writeString(folder.resolve("mapping.yaml"), "name: mine\n");
        assertRefused(
                folder.resolve("mapping.yaml") + " does not say what the catalog was: `pg2convex init` writes that at the file's end, in"
                        + " lines that begin with `# =`; write a new one with `pg2convex init --out DIR` and compare the two",
                shop.init("--check"));
        Files.delete(folder.resolve("mapping.yaml"));
        Files.writeString(folder.resolve("convex"), "");
        assertRefused(folder.resolve("convex") + " is a file; it must be a folder", shop.init());
        Files.delete(folder.resolve("convex"));
        try (var written = Files.list(folder)) {
            assertEquals(0, written.count());
        }
    }

    @Test
    void init_emptyDatabase_saysThatThereIsNothing(Site site) {
        site.database.createDatabase("empty");
        assertRefused("there is no table to move in public; other schemas are named with --schema",
                new Initial(site, "empty", folder).init());
    }

    private static void assertRefused(String message, Said said) {
        assertEquals("pg2convex: " + message, said.err().strip());
        assertEquals(ExitCode.INPUT, said.code());
    }
}
