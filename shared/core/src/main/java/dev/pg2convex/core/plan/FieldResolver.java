package dev.pg2convex.core.plan;

import dev.pg2convex.core.mapping.Conversion;
import dev.pg2convex.core.mapping.FieldMapping;
import dev.pg2convex.core.mapping.FieldSource;
import dev.pg2convex.core.mapping.NullPolicy;
import dev.pg2convex.core.mapping.Problems;
import dev.pg2convex.core.source.PgType;
import dev.pg2convex.core.source.SourceCatalog;
import dev.pg2convex.core.source.SourceCatalog.ExpressionType;
import dev.pg2convex.core.source.SourceColumn;
import java.util.List;
import java.util.Optional;

/** Finds the type of a field's value and checks what the mapping wants done with it. */
final class FieldResolver {
    private final SourceCatalog catalog;
    private final RefResolver refs;
    private final Problems problems;
    private final List<String> warnings;
    private final MoneyCheck money;

    FieldResolver(SourceCatalog catalog, RefResolver refs, Problems problems, List<String> warnings) {
        this.catalog = catalog;
        this.refs = refs;
        this.problems = problems;
        this.warnings = warnings;
        this.money = new MoneyCheck(catalog, problems);
    }

    /** Empty after a problem. */
    Optional<FieldPlan> resolve(ResolvedTable table, FieldMapping field) {
        String path = table.name() + "." + field.name();
        return switch (field.source()) {
            case FieldSource.Sql sql -> switch (catalog.typeOf(table.source(), sql.expression())) {
                case ExpressionType.Known known -> value(path, field, known.type());
                case ExpressionType.Invalid invalid -> {
                    problems.add(field.at(), path + ": the `sql` expression is refused: " + invalid.message());
                    yield Optional.empty();
                }
            };
            case FieldSource.Columns columns -> {
                List<SourceColumn> found = Columns.find(table.source(), columns.names(), path, field.at(), problems);
                yield found.size() < columns.names().size() ? Optional.empty() : ofColumns(table, path, field, found);
            }
        };
    }

    private Optional<FieldPlan> ofColumns(ResolvedTable table, String path, FieldMapping field, List<SourceColumn> columns) {
        PgType type = columns.getFirst().type();
        return field.ref().isEmpty() ? value(path, field, type)
                : refs.resolve(table, field, field.ref().get(), columns).map(ref -> plan(field, type, Optional.of(ref), field.onNull()));
    }

    private Optional<FieldPlan> value(String path, FieldMapping field, PgType type) {
        FieldRules.problem(field, type).ifPresent(problem -> problems.add(field.at(), path + ": " + problem));
        money.value(path, field, type);
        FieldRules.fallback(type)
                .ifPresent(odd -> warnings.add(field.at() + ": " + path + ": Postgres type " + odd
                        + " has no counterpart in Convex and becomes a string; write it as you like it with `sql:`"));
        if (!TypeFamily.conversions(type).contains(field.as()) && field.as() != Conversion.DEFAULT) {
            return Optional.empty();
        }
        return switch (field.onNull()) {
            case NullPolicy.Omit _, NullPolicy.AsNull _ -> Optional.of(plan(field, type, Optional.empty(), field.onNull()));
            case NullPolicy.Default given -> switch (DefaultValue.of(given.value(), Shape.of(type, field.as()))) {
                case DefaultValue.Fit fit -> Optional.of(plan(field, type, Optional.empty(), new NullPolicy.Default(fit.value())));
                case DefaultValue.Unfit unfit -> {
                    problems.add(field.at(), path + ": `default` " + unfit.problem());
                    yield Optional.empty();
                }
            };
        };
    }

    private static FieldPlan plan(FieldMapping field, PgType type, Optional<RefPlan> ref, NullPolicy onNull) {
        return new FieldPlan(field.name(), field.source(), type, field.as(), ref, onNull, field.keys(), field.unique(), field.round(),
                field.zone(), field.at());
    }
}
