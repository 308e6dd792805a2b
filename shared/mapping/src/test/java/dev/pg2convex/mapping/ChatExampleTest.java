package dev.pg2convex.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pg2convex.core.mapping.FieldSource;
import dev.pg2convex.core.plan.ExpectedField;
import dev.pg2convex.core.plan.MigrationPlan;
import dev.pg2convex.core.plan.PlanResolver;
import dev.pg2convex.core.plan.TablePlan;
import dev.pg2convex.core.plan.TargetCheck;
import dev.pg2convex.core.plan.ValidatorText;
import dev.pg2convex.core.source.SourceColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The example's mapping suits the chat database and its Convex schema. */
final class ChatExampleTest {
    private static final String SCHEMA = """
            pg2convex_fences: v.any()
            pg2convex_receipts: v.any()
            pg2convex_owners: v.any()
            users: v.object({ clerkUserId: v.string(), email: v.string(), image: v.optional(v.string()), credits: v.number(), \
            createdAt: v.optional(v.number()), name: v.string(), username: v.string(), plan: v.optional(v.string()), onboardedAt: v.optional(v.number()) })
            users.by_clerk_user_id: [clerkUserId]
            users.by_email: [email]
            users.by_username: [username]
            threads: v.object({ userId: v.id("users"), clerkUserId: v.string(), metadata: v.optional(v.any()), createdAt: v.optional(v.number()) })
            threads.by_user: [userId]
            messages: v.object({ threadId: v.id("threads"), clerkUserId: v.string(), role: v.string(), content: v.string(), \
            createdAt: v.optional(v.number()), toolInvocations: v.optional(v.any()), finishReason: v.optional(v.string()), totalTokens: v.number(), \
            promptTokens: v.number(), completionTokens: v.number(), modelId: v.optional(v.string()), costInCents: v.number() })
            """;

    @Test
    void example_chatDatabase_loadsUsersThreadsMessages() throws IOException {
        MigrationPlan plan = plan();
        assertEquals(List.of("users", "threads", "messages"), plan.tables().stream().map(TablePlan::table).toList());
        assertEquals(List.of(0, 1, 2), plan.tables().stream().map(TablePlan::level).toList());
        assertEquals(List.of(), plan.warnings());
    }

    @Test
    void example_chatSchema_takesWhatItYields() throws IOException {
        MigrationPlan plan = plan();
        assertEquals(List.of(), TargetCheck.problems(plan, SchemaText.parse(SCHEMA)));
        TablePlan threads = plan.table("threads");
        assertEquals(List.of("v.id(\"users\")", "v.string()", "v.optional(v.any())", "v.optional(v.number())"),
                threads.fields().stream().map(field -> ValidatorText.of(ExpectedField.of(threads, field))).toList());
    }

    @Test
    void example_everyColumnButTheKey_isMapped() throws IOException {
        FakeCatalog catalog = FakeCatalog.of(Case.read("/catalog.txt"));
        for (TablePlan table : plan().tables()) {
            List<String> mapped = table.fields()
                    .stream()
                    .map(field -> field.source() instanceof FieldSource.Columns columns ? columns.names().getFirst() : "")
                    .toList();
            assertEquals(List.of("id"),
                    catalog.table(table.table())
                            .orElseThrow()
                            .columns()
                            .stream()
                            .map(SourceColumn::name)
                            .filter(column -> !mapped.contains(column))
                            .toList());
        }
    }

    private static MigrationPlan plan() throws IOException {
        String text = Files.readString(Path.of("../../examples/chat/mapping.yaml"));
        return PlanResolver.resolve(new YamlMappingReader().read(text, "mapping.yaml"), FakeCatalog.of(Case.read("/catalog.txt")));
    }
}
