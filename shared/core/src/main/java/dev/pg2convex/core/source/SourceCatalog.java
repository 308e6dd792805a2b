package dev.pg2convex.core.source;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Port: what the source database has. Every method may throw a {@link dev.pg2convex.core.CategorizedException}. */
public interface SourceCatalog {
    SourceIdentity identity();

    /**
     * The tables of those names, by the name; those that are no table are not in it. A name without a schema is looked up in {@code public} first,
     * then along the search path.
     */
    Map<String, SourceTable> tables(Collection<String> names);

    /** One table, see {@link #tables}. */
    default Optional<SourceTable> table(String name) {
        return Optional.ofNullable(tables(List.of(name)).get(name));
    }

    /** All tables that could be mapped, for suggestions: {@code name} in {@code public}, {@code schema.name} elsewhere. */
    List<String> tableNames();

    /** What something of that name is that is no table: {@code a view}; empty where there is nothing of that name. */
    Optional<String> otherThanTable(String name);

    /** How many decimals {@code money} has, by the database's {@code lc_monetary}. */
    int moneyDecimals();

    /**
     * The type of a SQL expression over a row of the table, asked of Postgres without reading a row. One that yields another value though the row
     * is the same is invalid.
     */
    ExpressionType typeOf(SourceTable table, String expression);

    /** The condition is a boolean expression over a row of the table, and depends on the row alone; otherwise what is wrong with it. */
    Optional<String> conditionProblem(SourceTable table, String condition);

    /** What Postgres says of an expression. */
    sealed interface ExpressionType {
        record Known(PgType type) implements ExpressionType {}

        /** @param message Postgres's primary message, or the reason of ours; it names columns and functions and never a row value */
        record Invalid(String message) implements ExpressionType {}
    }
}
