package dev.pg2convex.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pg2convex.embedded.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A real PgBouncer in transaction mode before a PostgreSQL server, with its defaults otherwise. */
public final class PgBouncer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final int port;
    private final String user;

    private PgBouncer(Process process, int port, String user) {
        this.process = process;
        this.port = port;
        this.user = user;
    }

    /** Where the program is; empty on a machine without it. Debian and Ubuntu have it as {@code pgbouncer}. */
    public static Optional<Path> program() {
        return Stream
                .concat(Pattern.compile(":").splitAsStream(System.getenv().getOrDefault("PATH", "")),
                        Stream.of("/usr/sbin", "/usr/local/sbin"))
                .map(folder -> Path.of(folder, "pgbouncer"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts one.
     *
     * @param databaseUrl of the server, in libpq form, its user without a password
     * @param serverConnections of each database
     * @param clients that may be connected at a time
     */
    public static PgBouncer start(String databaseUrl, int serverConnections, int clients) {
        var database = URI.create(databaseUrl);
        var user = database.getUserInfo();
        int port = FreePort.find();
        try {
            // Not below the folder for temporary files of the user: another one may have to read it.
            var folder = Files.createTempDirectory("pg2convex-pgbouncer-");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
            Files.writeString(folder.resolve("users.txt"), "\"" + user + "\" \"\"\n");
            var config = Files.writeString(folder.resolve("pgbouncer.ini"), """
                    [databases]
                    * = host=%s port=%d
                    [pgbouncer]
                    listen_addr = 127.0.0.1
                    listen_port = %d
                    unix_socket_dir =
                    auth_type = trust
                    auth_file = %s
                    pool_mode = transaction
                    default_pool_size = %d
                    max_client_conn = %d
                    """.formatted(database.getHost(), database.getPort(), port, folder.resolve("users.txt"), serverConnections, clients));
            var command = new ArrayList<>(List.of(program().orElseThrow().toString()));
            if ("root".equals(System.getProperty("user.name"))) {
                // It does not run as root.
                command.addAll(List.of("-u", "nobody"));
            }
            command.add(config.toString());
            var process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
            var bouncer = new PgBouncer(process, port, user);
            bouncer.await(folder.resolve("log"));
            return bouncer;
        } catch (IOException e) {
            throw new UncheckedIOException("PgBouncer did not start", e);
        }
    }

    /** The URL of a database behind it, as a host would show it. */
    public String url(String database) {
        return "postgresql://" + user + "@127.0.0.1:" + port + "/" + database + "?pgbouncer=true";
    }

    private void await(Path log) throws IOException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > until) {
                    close();
                    throw new IOException("PgBouncer does not answer: " + Files.readString(log, UTF_8), e);
                }
                try {
                    Thread.sleep(50);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    throw new IOException(interrupted);
                }
            }
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
