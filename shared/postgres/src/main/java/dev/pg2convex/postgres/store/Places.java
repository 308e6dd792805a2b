package dev.pg2convex.postgres.store;

import dev.pg2convex.core.store.Place;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;

/** Where a list goes on: as a condition of its own, so that an index leads there. */
final class Places {
    private Places() {}

    static String condition(Optional<Place> after) {
        return after.isPresent() ? " AND (table_name, key) > (:after_table, :after_key)" : "";
    }

    static Query bind(Query query, Optional<Place> after) {
        after.ifPresent(place -> query.bind("after_table", place.table()).bind("after_key", place.key()));
        return query;
    }
}
