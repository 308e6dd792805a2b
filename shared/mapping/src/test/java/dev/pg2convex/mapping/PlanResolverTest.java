package dev.pg2convex.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.core.mapping.NullPolicy;
import dev.pg2convex.core.plan.FieldPlan;
import dev.pg2convex.core.plan.MigrationPlan;
import dev.pg2convex.core.plan.PlanResolver;
import dev.pg2convex.core.plan.RefPlan;
import dev.pg2convex.core.plan.TablePlan;
import dev.pg2convex.core.source.SourceColumn;
import dev.pg2convex.core.value.Value;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class PlanResolverTest {
    @Test
    void resolve_tableWithoutFields_mapsEveryColumnInCamelCase() {
        TablePlan messages = plan("  messages:\n").table("messages");
        assertEquals(List.of("id", "threadId", "clerkUserId", "role", "content", "createdAt", "toolInvocations", "finishReason",
                "totalTokens", "promptTokens", "completionTokens", "modelId", "costInCents"), messages.fieldNames());
        assertEquals(List.of("id"), messages.key().stream().map(SourceColumn::name).toList());
        assertEquals(List.of("id", "clerkUserId", "email", "credits", "createdAt"),
                plan("  users: { omit: [image] }\n").table("users").fieldNames());
    }

    @Test
    void resolve_keptKey_isTheFieldThatItsColumnWouldBecome() {
        TablePlan listed = plan("  users:\n    fields: { email: email }\n    keepKey: legacyId\n").table("users");
        assertEquals(List.of("email", "legacyId"), listed.fieldNames());
        FieldPlan ordinary = plan("  users: { fields: { legacyId: id } }\n").table("users").fields().getFirst();
        FieldPlan kept = listed.fields().getLast();
        assertEquals(List.of(ordinary.source(), ordinary.type(), ordinary.as()), List.of(kept.source(), kept.type(), kept.as()));
        assertEquals(List.of("clerkUserId", "email", "image", "credits", "createdAt", "legacyId"),
                plan("  users: { omit: id, keepKey: legacyId }\n").table("users").fieldNames());
    }

    @Test
    void resolve_foreignKeysToMappedTables_becomeReferences() {
        MigrationPlan plan = plan("  employees:\n  squads: { from: teams }\n");
        RefPlan manager = field(plan, "employees", "managerId").ref().orElseThrow();
        assertEquals("employees", manager.table());
        assertTrue(manager.deferred());
        assertEquals("squads", field(plan, "employees", "teamId").ref().orElseThrow().table());
        assertTrue(field(plan, "employees", "id").ref().isEmpty());
        assertTrue(field(plan("  employees:\n"), "employees", "teamId").ref().isEmpty(), "its parent is not mapped");
    }

    @Test
    void resolve_compositeForeignKey_isWarnedOf() {
        assertEquals(List.of(
                "m.yaml:3:3: shipments: the foreign key (order_id, line_no) to line_items has several columns and becomes no reference by"
                        + " itself; list the table's `fields:` to have one"),
                plan("  shipments:\n  line_items:\n").warnings());
    }

    @Test
    void resolve_cycle_defersTheReferenceThatMayBeNull() {
        MigrationPlan plan = plan("""
                  shipments:
                    fields:
                      team: { column: team_slug, ref: teams.slug }
                  employees:
                  teams:
                """);
        assertEquals(List.of("teams 0", "shipments 1", "employees 1"),
                plan.tables().stream().map(table -> table.table() + " " + table.level()).toList());
        assertTrue(field(plan, "teams", "leadId").ref().orElseThrow().deferred());
        assertFalse(field(plan, "employees", "teamId").ref().orElseThrow().deferred(), "it is required, and nothing else in the way");
        assertFalse(field(plan, "shipments", "team").ref().orElseThrow().deferred());
        assertEquals(List.of(List.of("teams"), List.of("shipments", "employees")),
                plan.levels().stream().map(level -> level.stream().map(TablePlan::table).toList()).toList());
    }

    @Test
    void resolve_compositeReference_pairsColumns() {
        RefPlan item = field(plan("""
                  line_items: { where: line_no > 0 }
                  shipments: { fields: { item: { columns: [order_id, line_no], ref: line_items } } }
                """), "shipments", "item").ref().orElseThrow();
        assertEquals(List.of("order_id", "line_no"), item.parentColumns().stream().map(SourceColumn::name).toList());
        assertEquals(item.parentColumns(), item.parentKey());
        assertEquals("line_no > 0", item.parentWhere().orElseThrow());
    }

    @Test
    void resolve_keyOfAUniqueIndex_isTaken() {
        assertEquals(List.of("a", "b"),
                plan("  nearly_key: { key: [a, b] }\n").table("nearly_key").key().stream().map(SourceColumn::name).toList());
    }

    @Test
    void resolve_wholeDefaultOfAnInt64_becomesOne() {
        MigrationPlan plan = plan("""
                  types:
                    fields:
                      a: { column: i8, default: 0 }
                      b: { column: i8, as: number, default: 0 }
                      c: { column: i8s, default: [1] }
                      d: { sql: "i8 + 1::int8", default: 9007199254740993 }
                """);
        assertEquals(
                List.of(new Value.Int64(0), new Value.Float64(0), new Value.Array(List.of(new Value.Int64(1))),
                        new Value.Int64(9007199254740993L)),
                plan.table("types").fields().stream().map(field -> ((NullPolicy.Default) field.onNull()).value()).toList());
    }

    @Test
    void resolve_typesWithoutCounterpart_areWarnedOf() {
        assertEquals(
                """
                        m.yaml:4:5: types.a: Postgres type money has no counterpart in Convex and becomes a string; write it as you like it with `sql:`
                        m.yaml:5:5: types.b: Postgres type xml has no counterpart in Convex and becomes a string; write it as you like it with `sql:`""",
                plan("  types: { fields: {\n    a: cash,\n    b: xmls, c: mood, d: rng, e: d }}\n").warnings()
                        .stream()
                        .collect(Collectors.joining("\n")));
    }

    @Test
    void resolve_matchOnWhatMayBeNull_isWarnedOf() {
        assertEquals(List.of(
                "m.yaml:3:3: users: `match` uses `image`, which may be null: a row without it is matched with documents that lack it too"),
                plan("  users: { match: { fields: [image], index: by_image }, fields: { image: image } }\n").warnings());
    }

    private static FieldPlan field(MigrationPlan plan, String table, String field) {
        return plan.table(table).fields().stream().filter(candidate -> candidate.name().equals(field)).findFirst().orElseThrow();
    }

    private static MigrationPlan plan(String tables) {
        return PlanResolver.resolve(new YamlMappingReader().read("name: chat\ntables:\n" + tables, "m.yaml"),
                FakeCatalog.of(Case.read("/catalog.txt")));
    }
}
