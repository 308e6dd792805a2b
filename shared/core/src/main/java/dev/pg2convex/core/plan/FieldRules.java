package dev.pg2convex.core.plan;

import dev.pg2convex.core.mapping.Conversion;
import dev.pg2convex.core.mapping.FieldMapping;
import dev.pg2convex.core.mapping.FieldSource;
import dev.pg2convex.core.mapping.KeysPolicy;
import dev.pg2convex.core.mapping.Unique;
import dev.pg2convex.core.source.PgType;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which keys of a field suit which Postgres types. */
final class FieldRules {
    private static final Set<TypeFamily> WITH_KEYS = EnumSet.of(TypeFamily.JSON, TypeFamily.COMPOSITE, TypeFamily.HSTORE);
    private static final Set<TypeFamily> ROUNDED = EnumSet.of(TypeFamily.BIGINT, TypeFamily.NUMERIC, TypeFamily.TIMESTAMP,
            TypeFamily.TIMESTAMPTZ, TypeFamily.JSON);

    private static final Set<TypeFamily> NUMBERS = EnumSet.of(TypeFamily.INTEGER, TypeFamily.BIGINT, TypeFamily.FLOAT, TypeFamily.NUMERIC);
    private static final Set<String> CHARACTERS = Set.of("text", "varchar", "bpchar", "citext");

    private FieldRules() {}

    /** The first thing that does not suit. */
    static Optional<String> problem(FieldMapping field, PgType type) {
        List<Conversion> allowed = TypeFamily.conversions(type);
        if (field.as() != Conversion.DEFAULT && !allowed.contains(field.as())) {
            return Optional
                    .of("`as: " + word(field.as()) + "` does not suit Postgres type " + type.name() + "; " + advice(field, type, allowed));
        }
        if (field.zone().isPresent() && !TypeFamily.holds(type, EnumSet.of(TypeFamily.TIMESTAMP))) {
            return Optional.of("`zone` is for timestamps without a time zone, and Postgres type " + type.name() + " is none; remove it");
        }
        if (field.keys() == KeysPolicy.REJECT && !TypeFamily.holds(type, WITH_KEYS)) {
            return Optional.of("`keys` is for values that have keys (json, jsonb, hstore, composite), and Postgres type " + type.name()
                    + " has none; remove it");
        }
        if (field.round() && (field.as() == Conversion.STRING || field.as() == Conversion.INT64 || !TypeFamily.holds(type, ROUNDED))) {
            return Optional.of("`round` is for values that become numbers and may not fit, which is not so here (Postgres type "
                    + type.name() + "); remove it");
        }
        if (field.unique() != Unique.NO && !TypeFamily.ordered(type)) {
            return Optional.of("`unique` needs values that Postgres can compare, and those of type " + type.name() + " are not; remove it");
        }
        return Optional.empty();
    }

    /** The type, or the part of it, that becomes text for want of a better counterpart. */
    static Optional<String> fallback(PgType type) {
        if (TypeFamily.of(type) == TypeFamily.OTHER) {
            return Optional.of(type.name());
        }
        return type.element()
                .flatMap(FieldRules::fallback)
                .or(() -> type.attributes().stream().map(attribute -> fallback(attribute.type())).flatMap(Optional::stream).findFirst());
    }

    static String word(Conversion conversion) {
        return conversion.name().toLowerCase(Locale.ROOT);
    }

    private static String advice(FieldMapping field, PgType type, List<Conversion> allowed) {
        String own = allowed.isEmpty() ? "it takes no `as:`"
                : "it takes " + allowed.stream().map(conversion -> "`" + word(conversion) + "`").collect(Collectors.joining(", "));
        return own + switch (field.source()) {
            case FieldSource.Columns columns when type.element().isEmpty() ->
                expression(quoted(columns.names().getFirst()), type, field.as())
                        .map(sql -> ", or convert it in Postgres, such as `sql: '" + sql + "'`")
                        .orElse(", or compute a value with `sql:`");
            case FieldSource.Columns _ -> ", or compute a value with `sql:`";
            case FieldSource.Sql _ -> ", or convert it in the SQL expression";
        };
    }

    /** One that Postgres accepts, where there is one for every type of the kind. */
    private static Optional<String> expression(String column, PgType type, Conversion as) {
        TypeFamily family = TypeFamily.of(type);
        boolean text = CHARACTERS.contains(type.name());
        return switch (as) {
            case STRING, DEFAULT -> Optional.of(column + "::text");
            case INT64 -> Optional.of(column + "::int8").filter(_ -> NUMBERS.contains(family) || text);
            case NUMBER -> switch (type.name()) {
                case "bool" -> Optional.of(column + "::int4");
                case "date", "time", "interval" -> Optional.of("extract(epoch FROM " + column + ")::float8");
                default -> Optional.of(column + "::float8").filter(_ -> NUMBERS.contains(family) || text || type.name().equals("jsonb"));
            };
            case TIMESTAMP -> NUMBERS.contains(family) ? Optional.of("to_timestamp(" + column + ")")
                    : Optional.of(column + "::timestamptz").filter(_ -> text || type.name().equals("date"));
        };
    }

    private static String quoted(String column) {
        return column.matches("[a-z_][a-z0-9_]*") ? column : "\"" + column.replace("\"", "\"\"") + "\"";
    }
}
