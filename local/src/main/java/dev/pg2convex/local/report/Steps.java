package dev.pg2convex.local.report;

import dev.pg2convex.core.run.RunProgress;
import java.util.Locale;

/** What a table's step is called. */
final class Steps {
    private Steps() {}

    static String label(RunProgress.Table table) {
        var what = switch (table.kind()) {
            case DELETE -> "delete";
            case LOAD -> table.pass() == 0 ? "load" : "catch up";
            case VERIFY -> "verify";
            case SCAN -> "look for extras in";
        };
        return String.format(Locale.ROOT, "%s %s", what, table.table());
    }
}
