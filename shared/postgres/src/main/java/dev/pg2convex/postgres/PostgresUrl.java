package dev.pg2convex.postgres;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Where a database is and how to log in. Prints without the password. */
public final class PostgresUrl {
    static final int DEFAULT_PORT = 5432;

    private final List<Host> hosts;
    private final String database;
    private final String user;
    private final Optional<String> password;
    private final Map<String, String> driverSettings;
    private final OptionalInt connectionLimit;
    private final Optional<String> schema;

    PostgresUrl(List<Host> hosts, String database, String user, UrlSettings settings) {
        this.hosts = List.copyOf(hosts);
        this.database = requireNonNull(database);
        this.user = requireNonNull(user);
        this.password = settings.password;
        this.driverSettings = Map.copyOf(settings.driver);
        this.connectionLimit = settings.connectionLimit;
        this.schema = settings.schema;
    }

    /** As {@link #parse(String, String)}, for errors that begin with "the database URL". */
    public static PostgresUrl parse(String text) {
        return parse(text, "the database URL");
    }

    /**
     * Reads a URL in libpq's form, as hosts such as Neon, Vercel and Supabase show it, or in JDBC's.
     *
     * @param name what errors call it, such as {@code POSTGRES_URL}
     * @throws dev.pg2convex.core.CategorizedException {@code database_url}, without any secret part of the URL
     */
    public static PostgresUrl parse(String text, String name) {
        return UrlParser.parse(requireNonNull(text), requireNonNull(name));
    }

    /**
     * The same database, its certificate and its name checked against these authorities, unless the URL says itself whom to trust.
     *
     * @param certificates a file in PEM form
     * @throws CategorizedException {@code database_url} where the URL asks for no TLS
     */
    public PostgresUrl trusting(Path certificates) {
        if (driverSettings.containsKey("sslrootcert") || driverSettings.containsKey("sslfactory")) {
            return this;
        }
        if ("disable".equals(driverSettings.get("sslmode"))) {
            throw new CategorizedException(Failure.CONFIGURATION, "database_url", "the URL of the database " + label()
                    + " has sslmode=disable, and there are root certificates to check the server's by; take out one of the two");
        }
        var settings = new UrlSettings();
        settings.driver.putAll(driverSettings);
        settings.driver.put("sslrootcert", certificates.toString());
        settings.driver.put("sslmode", "verify-ca".equals(driverSettings.get("sslmode")) ? "verify-ca" : "verify-full");
        settings.password = password;
        settings.connectionLimit = connectionLimit;
        settings.schema = schema;
        return new PostgresUrl(hosts, database, user, settings);
    }

    /** One of the servers that are tried in turn. */
    public record Host(String name, int port) {
        public Host {
            requireNonNull(name);
        }

        @Override
        public String toString() {
            return name + ":" + port;
        }
    }

    public List<Host> hosts() {
        return hosts;
    }

    public String database() {
        return database;
    }

    public String user() {
        return user;
    }

    /** The schema that the URL asks for ({@code schema=}, {@code currentSchema=}). */
    public Optional<String> schema() {
        return schema;
    }

    /** {@code user@host:port/database}. */
    public String label() {
        return user + "@" + hosts.stream().map(Host::toString).collect(Collectors.joining(",")) + "/" + database;
    }

    Optional<String> password() {
        return password;
    }

    /** By pgjdbc's names. */
    Map<String, String> driverSettings() {
        return driverSettings;
    }

    OptionalInt connectionLimit() {
        return connectionLimit;
    }

    @Override
    public String toString() {
        return label();
    }
}
