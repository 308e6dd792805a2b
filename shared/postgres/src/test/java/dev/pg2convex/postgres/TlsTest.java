package dev.pg2convex.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import dev.pg2convex.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with a certificate of an authority that no machine trusts by itself, as those of AWS's databases are. */
final class TlsTest {
    @TempDir
    static Path folder;

    private static EmbeddedDatabase server;
    private static Path root;
    private static Path otherRoot;

    @BeforeAll
    static void start() throws Exception {
        root = certificate("server", "127.0.0.1");
        otherRoot = certificate("other", "127.0.0.1");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        server = EmbeddedDatabase.start(Map.of("ssl", "on", "ssl_cert_file", root.toString(), "ssl_key_file", key("server").toString()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String ask(PostgresUrl url) throws SQLException {
        try (var pool = Postgres.dataSource(url, 1, "test");
                var connection = pool.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static PostgresUrl url(String parameters) {
        return PostgresUrl.parse(server.url("postgres") + parameters);
    }

    @Test
    void trusting_itsAuthority_checksCertificateAndName() throws SQLException {
        assertEquals("t", ask(url("").trusting(root)));
        assertEquals("t", ask(url("?sslmode=require").trusting(root)));
        assertEquals("t", ask(url("?sslmode=verify-full&sslrootcert=" + root)));
        assertEquals("t", ask(url("?sslmode=verify-full&sslrootcert=" + root).trusting(otherRoot)), "the URL comes first");
    }

    @Test
    void trusting_anotherAuthority_isRefused() {
        for (var wrong : List.of(url("").trusting(otherRoot), url("?sslmode=verify-full&sslrootcert=" + otherRoot),
                url("?sslrootcert=system"))) {
            var failure = assertThrows(CategorizedException.class, () -> ask(wrong));
            assertEquals("database_tls", failure.code());
            assertEquals(Failure.CONFIGURATION, failure.failure());
        }
    }

    /** The certificate is for the address. */
    @Test
    void trusting_anotherName_isRefusedUnlessOnlyTheAuthorityIsAskedFor() throws SQLException {
        var byName = server.url("postgres").replace("127.0.0.1", "localhost");
        var failure = assertThrows(CategorizedException.class, () -> ask(PostgresUrl.parse(byName).trusting(root)));
        assertEquals("database_tls", failure.code());
        assertEquals("t", ask(PostgresUrl.parse(byName + "?sslmode=verify-ca").trusting(root)));
    }

    @Test
    void trusting_urlWithoutTls_isAContradiction() {
        var failure = assertThrows(CategorizedException.class, () -> url("?sslmode=disable").trusting(root));
        assertTrue(failure.getMessage().contains("sslmode=disable"), failure.getMessage());
    }

    /** Self-signed, and so its own authority; its key lies beside it. */
    private static Path certificate(String name, String address) throws IOException, InterruptedException, GeneralSecurityException {
        var store = folder.resolve(name + ".p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var made = new ProcessBuilder(keytool, "-J-XX:TieredStopAtLevel=1", "-genkeypair", "-alias", name, "-keyalg", "EC", "-groupname",
                "secp256r1", "-dname", "CN=" + name, "-ext", "san=ip:" + address, "-ext", "bc=ca:true", "-storetype", "PKCS12", "-keystore",
                store.toString(), "-storepass", "changeit", "-validity", "30").inheritIO().start();
        assertEquals(0, made.waitFor());
        var keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        keepSecret(pem(key(name), "PRIVATE KEY", keys.getKey(name, "changeit".toCharArray()).getEncoded()));
        return pem(folder.resolve(name + ".pem"), "CERTIFICATE", keys.getCertificate(name).getEncoded());
    }

    /** A server reads a key only where nobody else can. */
    private static void keepSecret(Path key) throws IOException {
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    }

    private static Path key(String name) {
        return folder.resolve(name + ".key");
    }

    private static Path pem(Path file, String kind, byte[] content) throws IOException {
        var text = "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END " + kind + "-----\n";
        return Files.writeString(file, text);
    }
}
