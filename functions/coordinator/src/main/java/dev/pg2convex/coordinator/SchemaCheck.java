package dev.pg2convex.coordinator;

import dev.pg2convex.core.mapping.MappingException;
import dev.pg2convex.core.plan.MigrationPlan;
import dev.pg2convex.core.plan.TargetCheck;
import dev.pg2convex.core.target.Handshake;
import dev.pg2convex.core.target.Target;

/** Whether the documents that a plan makes suit the schema that is deployed now. */
final class SchemaCheck {
    private SchemaCheck() {}

    static void check(Target target, MigrationPlan plan, Handshake handshake) throws RefusedException {
        var problems = TargetCheck.problems(plan, target.schema(handshake.schemaJson()));
        if (!problems.isEmpty()) {
            throw new RefusedException("schema_mismatch", new MappingException(problems).getMessage());
        }
    }
}
