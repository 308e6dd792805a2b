package dev.pg2convex.postgres.store;

import dev.pg2convex.core.source.KeyRange;
import dev.pg2convex.core.store.IdMappings;
import dev.pg2convex.core.store.Place;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Query;

/** {@link IdMappings} in Postgres. */
final class PostgresIdMappings implements IdMappings {
    private static final String SELECT = "SELECT key, document_id, hash, origin FROM pg2convex.id_mapping WHERE target = :target AND table_name = :table";
    /**
     * One by one through the key. To a condition on an array, and to a join, the planner prefers to read all of a target's mappings, as long as it has no
     * statistics of them: every page of a first load would read what the pages before it wrote.
     */
    static final String FOUND_BY_KEYS = """
            unnest(:keys) AS asked (key) CROSS JOIN LATERAL (
                SELECT ctid, * FROM pg2convex.id_mapping WHERE target = :target AND table_name = :table AND key = asked.key LIMIT 1) AS found""";
    private static final String BY_KEYS = "SELECT found.key, document_id, hash, origin FROM " + FOUND_BY_KEYS;
    /** The same through the index of documents; with the table as a further condition within, it would not be used. */
    private static final String BY_DOCUMENTS = """
            SELECT key, document_id, hash, origin FROM unnest(:documents) AS asked (id)
            CROSS JOIN LATERAL (SELECT * FROM pg2convex.id_mapping WHERE target = :target AND document_id = asked.id LIMIT 1) AS found
            WHERE table_name = :table""";

    private final Transactions transactions;

    PostgresIdMappings(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Map<String, IdMapping> byKeys(String target, String table, Collection<String> keys) {
        return by(IdMapping::key, BY_KEYS, "keys", target, table, keys);
    }

    @Override
    public Map<String, IdMapping> byDocuments(String target, String table, Collection<String> documentIds) {
        return by(IdMapping::documentId, BY_DOCUMENTS, "documents", target, table, documentIds);
    }

    private Map<String, IdMapping> by(Function<IdMapping, String> id, String sql, String parameter, String target, String table,
            Collection<String> values) {
        if (values.isEmpty()) {
            return Map.of();
        }
        return transactions
                .look(handle -> mappings(handle.createQuery(sql).bindArray(parameter, String.class, Set.copyOf(values)), target, table))
                .stream()
                .collect(Collectors.toMap(id, Function.identity()));
    }

    @Override
    public List<IdMapping> range(String target, String table, KeyRange range, int limit) {
        return transactions.look(handle -> {
            var query = handle.createQuery(SELECT + (range.after().isPresent() ? " AND key > :after" : "")
                    + (range.through().isPresent() ? " AND key <= :through" : "") + " ORDER BY target, table_name, key LIMIT :limit");
            range.after().ifPresent(after -> query.bind("after", after));
            range.through().ifPresent(through -> query.bind("through", through));
            return mappings(query.bind("limit", limit), target, table);
        });
    }

    @Override
    public long count(String target, String table) {
        return transactions.look(
                handle -> handle.createQuery("SELECT count(*) FROM pg2convex.id_mapping WHERE target = :target AND table_name = :table")
                        .bind("target", target)
                        .bind("table", table)
                        .mapTo(Long.class)
                        .one());
    }

    @Override
    public Map<Origin, Long> origins(String target, List<String> tables) {
        return transactions.look(handle -> handle.createQuery("""
                SELECT origin, count(*) AS amount FROM pg2convex.id_mapping WHERE target = :target AND table_name = ANY (:tables)
                GROUP BY origin""")
                .bind("target", target)
                .bindArray("tables", String.class, tables)
                .map((row, _) -> Map.entry(Codes.parse(Origin.class, row.getString("origin")), row.getLong("amount")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    @Override
    public List<Listed> list(String target, List<String> tables, Optional<Place> after, int limit) {
        return transactions.look(handle -> {
            var query = handle.createQuery("""
                    SELECT table_name, key, document_id, hash, origin FROM pg2convex.id_mapping
                    WHERE target = :target AND table_name = ANY (:tables)""" + Places.condition(after)
                    + " ORDER BY target, table_name, key LIMIT :limit");
            return Places.bind(query, after)
                    .bind("target", target)
                    .bindArray("tables", String.class, tables)
                    .bind("limit", limit)
                    .map((row, _) -> new Listed(row.getString("table_name"), read(row)))
                    .list();
        });
    }

    private static List<IdMapping> mappings(Query query, String target, String table) {
        return query.bind("target", target).bind("table", table).map((row, _) -> read(row)).list();
    }

    private static IdMapping read(ResultSet row) throws SQLException {
        return new IdMapping(row.getString("key"), row.getString("document_id"), row.getString("hash"),
                Codes.parse(Origin.class, row.getString("origin")));
    }
}
