package dev.pg2convex.runtime;

import com.zaxxer.hikari.HikariDataSource;
import dev.pg2convex.aws.Services;
import dev.pg2convex.convex.ConvexClient;
import dev.pg2convex.convex.ConvexSettings;
import dev.pg2convex.convex.Pacer;
import dev.pg2convex.core.Ports;
import dev.pg2convex.core.Tuning;
import dev.pg2convex.core.message.MessageSender;
import dev.pg2convex.core.protocol.Faults;
import dev.pg2convex.mapping.YamlMappingReader;
import dev.pg2convex.postgres.Postgres;
import dev.pg2convex.postgres.PostgresUrl;
import dev.pg2convex.postgres.source.PostgresCatalog;
import dev.pg2convex.postgres.source.PostgresReader;
import dev.pg2convex.postgres.store.PostgresStore;
import java.nio.file.Path;
import java.util.Optional;
import javax.sql.DataSource;

/** The ports of one process, and what they hold open. Opening it connects to nothing. */
public final class Assembly implements AutoCloseable {
    private final HikariDataSource source;
    private final HikariDataSource store;
    private final ConvexClient convex;
    private final Pacer pacer;
    private final Ports ports;

    private Assembly(HikariDataSource source, HikariDataSource store, ConvexClient convex, Pacer pacer, Ports ports) {
        this.source = source;
        this.store = store;
        this.convex = convex;
        this.pacer = pacer;
        this.ports = ports;
    }

    /**
     * Opens pools and clients for the user's services.
     *
     * @param connections at most so many to each database; one per page under work, and one more for whoever drives
     * @throws dev.pg2convex.core.CategorizedException for a URL or key that cannot be right
     */
    public static Assembly open(Services services, MessageSender sender, Tuning tuning, int connections) {
        var roots = services.rootCertificate().map(RootCertificates::file);
        var sourceUrl = trusting(PostgresUrl.parse(services.postgresUrl(), "POSTGRES_URL"), roots);
        var storeUrl = services.storeUrl().map(url -> trusting(PostgresUrl.parse(url, "PG2CONVEX_STORE_URL"), roots));
        var settings = ConvexSettings.of(services.convexUrl(), services.convexKey());
        var pacer = Pacer.upTo(Pacer.DEFAULT_MAX);
        var convex = new ConvexClient(settings, pacer);
        var source = Postgres.dataSource(sourceUrl, connections, "pg2convex");
        var store = storeUrl.map(url -> Postgres.dataSource(url, connections, "pg2convex store")).orElse(source);
        var ports = PostgresStore.on(store);
        return new Assembly(source, store, convex, pacer,
                new Ports(new PostgresCatalog(source, sourceUrl), new PostgresReader(source), convex, new YamlMappingReader(),
                        ports.mappingVersions(), ports.runs(), ports.stages(), ports.pages(), ports.intents(), ports.idMappings(),
                        ports.rejects(), ports.findings(), ports.written(), sender, tuning, Faults.NONE));
    }

    private static PostgresUrl trusting(PostgresUrl url, Optional<Path> roots) {
        return roots.map(url::trusting).orElse(url);
    }

    public Ports ports() {
        return ports;
    }

    /** The migration store's database, for its migrations and the check of its version. */
    public DataSource store() {
        return store;
    }

    /** How fast Convex lets us write at the moment. */
    public Pacer.Pace pace() {
        return pacer.pace();
    }

    @Override
    public void close() {
        convex.close();
        source.close();
        // Closing a pool twice is harmless: the store's may be the source's.
        store.close();
    }
}
