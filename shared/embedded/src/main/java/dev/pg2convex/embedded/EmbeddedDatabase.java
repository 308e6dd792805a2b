package dev.pg2convex.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/** A real PostgreSQL server on loopback and a free port, in a temporary folder; both go when it is closed, or when this process dies without a word. */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final Duration STARTUP = Duration.ofSeconds(60);
    private static final String FOLDER = "pg2convex.embedded.folder";
    private static final long ROOM = 4L << 30;

    private final EmbeddedPostgres server;
    private final DatabaseWatcher watcher;

    private EmbeddedDatabase(EmbeddedPostgres server, DatabaseWatcher watcher) {
        this.server = server;
        this.watcher = watcher;
    }

    public static EmbeddedDatabase start() {
        return start(Map.of());
    }

    /** @param settings of the server, beside those that it always has */
    public static EmbeddedDatabase start(Map<String, String> settings) {
        DatabaseWatcher watcher = null;
        try {
            var folder = Files.createTempDirectory(parent(), "pg2convex-postgres-");
            // Before the server: from its first moment somebody sees to its end.
            watcher = DatabaseWatcher.over(folder);
            var builder = EmbeddedPostgres.builder();
            settings.forEach(builder::setServerConfig);
            var prototype = Prototype.named();
            if (prototype.isPresent()) {
                prototype.get().copyTo(folder);
            }
            return new EmbeddedDatabase(builder.setDataDirectory(folder)
                    // What is there already is taken; the watcher removes it.
                    .setCleanDataDirectory(false)
                    .setDataDirectoryCustomizer(data -> prototype.ifPresent(one -> one.keep(data.toPath())))
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setPGStartupWait(STARTUP)
                    .start(), watcher);
        } catch (IOException e) {
            if (watcher != null) {
                watcher.close();
            }
            throw new UncheckedIOException("the embedded PostgreSQL did not start", e);
        }
    }

    /** The system's folder for temporary files, or the one that a property of the JVM names, where it is and has room. */
    private static Path parent() throws IOException {
        var named = Path.of(System.getProperty(FOLDER, ""));
        return named.isAbsolute() && Files.isDirectory(named) && Files.getFileStore(named).getUsableSpace() >= ROOM ? named
                : Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** Makes an empty database in this server. */
    public void createDatabase(String name) {
        try (var connection = server.getPostgresDatabase().getConnection(); var statement = connection.createStatement()) {
            // A copy of the template's files: cheaper than the default, a copy of its blocks by way of the log.
            statement.execute("CREATE DATABASE \"" + name.replace("\"", "\"\"") + "\" STRATEGY file_copy");
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create database " + name, e);
        }
    }

    /** The URL of a database in libpq form. */
    public String url(String database) {
        return "postgresql://postgres@127.0.0.1:" + server.getPort() + "/" + database;
    }

    /** The URL of a database in JDBC form. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database + "?user=postgres";
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded PostgreSQL did not stop", e);
        } finally {
            watcher.close();
        }
    }
}
