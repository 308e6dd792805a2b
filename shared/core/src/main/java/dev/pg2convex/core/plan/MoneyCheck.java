package dev.pg2convex.core.plan;

import dev.pg2convex.core.mapping.FieldMapping;
import dev.pg2convex.core.mapping.Location;
import dev.pg2convex.core.mapping.Problems;
import dev.pg2convex.core.source.PgType;
import dev.pg2convex.core.source.SourceCatalog;
import dev.pg2convex.core.source.SourceColumn;

/**
 * Money where it has other decimals than two, and cannot be read as a number: as text it would depend on the locale, and the locale that text is read
 * in puts the point elsewhere.
 */
final class MoneyCheck {
    private static final int USUAL = 2;

    private final SourceCatalog catalog;
    private final Problems problems;

    MoneyCheck(SourceCatalog catalog, Problems problems) {
        this.catalog = catalog;
        this.problems = problems;
    }

    void key(ResolvedTable table) {
        table.key()
                .stream()
                .filter(column -> holdsMoney(column.type()))
                .map(SourceColumn::name)
                .forEach(name -> check(table.mapping().at(), table.name() + ": column " + name + " is part of the key"));
    }

    void value(String path, FieldMapping field, PgType type) {
        PgType whole = type.element().orElse(type);
        if (!whole.attributes().isEmpty() && holdsMoney(whole)) {
            check(field.at(), path + ": a part of " + type.name() + " is money");
        }
    }

    private void check(Location at, String what) {
        int decimals = catalog.moneyDecimals();
        if (decimals != USUAL) {
            problems.add(at, what + ", which has " + decimals + " decimals in this database (lc_monetary) and would be read with " + USUAL
                    + "; give it the type numeric in Postgres, or map the parts with `sql:`, cast to numeric");
        }
    }

    private static boolean holdsMoney(PgType type) {
        return type.name().equals("money") || type.element().map(MoneyCheck::holdsMoney).orElse(false)
                || type.attributes().stream().anyMatch(attribute -> holdsMoney(attribute.type()));
    }
}
