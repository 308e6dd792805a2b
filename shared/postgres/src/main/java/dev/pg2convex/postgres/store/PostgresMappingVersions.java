package dev.pg2convex.postgres.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pg2convex.core.store.MappingVersions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;

/** {@link MappingVersions} in Postgres. */
final class PostgresMappingVersions implements MappingVersions {
    private static final String SELECT = "SELECT mapping, hash, body FROM pg2convex.mapping_version ";
    private static final String NEWEST = " ORDER BY registration DESC LIMIT 1";

    private final Transactions transactions;

    PostgresMappingVersions(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public MappingVersion register(String mapping, String text) {
        var version = new MappingVersion(mapping, sha256(text), text);
        transactions.run(handle -> handle.createUpdate("""
                INSERT INTO pg2convex.mapping_version (mapping, hash, body) VALUES (:mapping, :hash, :body)
                ON CONFLICT (hash, mapping) DO UPDATE SET registration = excluded.registration,
                    registered_at = clock_timestamp()""")
                .bind("mapping", mapping)
                .bind("hash", version.hash())
                .bind("body", text)
                .execute());
        return version;
    }

    @Override
    public Optional<MappingVersion> find(String hash) {
        return transactions.look(handle -> one(handle.createQuery(SELECT + "WHERE hash = :hash" + NEWEST).bind("hash", hash)));
    }

    @Override
    public Optional<MappingVersion> current(String mapping) {
        return transactions.look(handle -> one(handle.createQuery(SELECT + "WHERE mapping = :mapping" + NEWEST).bind("mapping", mapping)));
    }

    private static Optional<MappingVersion> one(Query query) {
        return query.map((row, _) -> new MappingVersion(row.getString("mapping"), row.getString("hash"), row.getString("body"))).findOne();
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
