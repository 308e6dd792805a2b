package dev.pg2convex.core.plan;

import dev.pg2convex.core.mapping.Location;
import dev.pg2convex.core.mapping.MappingException;
import dev.pg2convex.core.mapping.Problems;
import dev.pg2convex.core.mapping.Suggestion;
import dev.pg2convex.core.target.TargetSchema;
import dev.pg2convex.core.target.Validator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks a plan against the Convex project's schema, so that what every row would be refused for is known before the first is sent. */
public final class TargetCheck {
    /** The tables that the copied functions need. */
    private static final List<String> OWN_TABLES = List.of("pg2convex_fences", "pg2convex_receipts", "pg2convex_owners");

    private TargetCheck() {}

    /** Everything that does not suit, in the order of the mapping file; the checks of validators are left out where the schema is not enforced. */
    public static List<MappingException.Problem> problems(MigrationPlan plan, TargetSchema schema) {
        Problems problems = new Problems();
        if (!plan.tables().isEmpty() && !schema.tables().keySet().containsAll(OWN_TABLES)) {
            problems.add(new Location(plan.tables().getFirst().at().file(), 1, 1),
                    "the Convex schema lacks pg2convex's own tables; add the two lines"
                            + " `import { pg2convexTables } from \"./pg2convex/tables\";` and, in defineSchema({ … }), `...pg2convexTables,` to schema.ts,"
                            + " and deploy it");
        }
        Set<String> mapped = plan.tables().stream().map(TablePlan::table).collect(Collectors.toSet());
        for (TablePlan table : plan.tables()) {
            TargetSchema.Table declared = schema.tables().get(table.table());
            if (declared == null) {
                problems.add(table.at(), missing(table, schema));
                continue;
            }
            IndexCheck.check(table, declared, problems);
            if (schema.validated()) {
                new DocumentCheck(table, new Fit(mapped), problems).check(declared.document());
            }
        }
        return problems.sorted();
    }

    private static String missing(TablePlan table, TargetSchema schema) {
        List<String> candidates = schema.tables().keySet().stream().filter(name -> !OWN_TABLES.contains(name)).sorted().toList();
        Map<String, Validator.Field> fields = new LinkedHashMap<>();
        table.fields().forEach(field -> fields.put(field.name(), ExpectedField.of(table, field)));
        String index = IndexCheck.lines(table);
        return table.table() + ": the Convex schema has no table `" + table.table() + "`"
                + Suggestion.nearest(table.table(), candidates).map(near -> "; name it `" + near + "` here if that is meant").orElse("")
                + "; in schema.ts it would be `" + table.table() + ": defineTable(" + ValidatorText.fields(fields) + ")" + index + ",`";
    }
}
