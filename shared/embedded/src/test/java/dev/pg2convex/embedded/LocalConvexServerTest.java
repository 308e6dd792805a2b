package dev.pg2convex.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.core.CategorizedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The wrapper, around servers of a few lines; what the real one serves is tested where it lives. */
final class LocalConvexServerTest {
    private static final String FIX = "; install Node.js 20 or newer (https://nodejs.org) and put it on the PATH, or set CONVEX_URL to a deployment";

    @TempDir
    Path home;

    @BeforeEach
    void makeFolders() throws IOException {
        Files.createDirectories(home.resolve("convex/local"));
        Files.createDirectories(home.resolve("convex/node_modules"));
    }

    @Test
    void start_readyLine_givesUrlAndKeyAndEndsWithClose() throws IOException {
        server("""
                const port = process.argv[process.argv.indexOf("--port") + 1];
                console.error("x".repeat(300000));
                console.log(JSON.stringify({ url: "http://127.0.0.1:" + port, deployKey: "the key" }));
                process.stdin.on("end", () => process.exit(0)).resume();
                """);
        var server = LocalConvexServer.start(home, home, 4711);
        assertEquals("http://127.0.0.1:4711", server.url());
        assertEquals("the key", server.deployKey());
        assertTrue(server.isAlive());
        server.close();
        assertFalse(server.isAlive());
    }

    @Test
    void close_serverThatWillNotGo_isKilled() throws IOException {
        server("""
                process.on("SIGTERM", () => {});
                console.log(JSON.stringify({ url: "http://127.0.0.1:1", deployKey: "k" }));
                setInterval(() => {}, 1000);
                """);
        var server = LocalConvexServer.start(Node.find(), home, home, List.of(), Duration.ofMillis(100));
        server.close();
        assertFalse(server.process().isAlive());
    }

    @Test
    void start_serverThatFails_showsWhatItSaid() throws IOException {
        server("console.error('convex/local: no schema.ts in there'); process.exitCode = 2;");
        var error = failure(() -> LocalConvexServer.start(home, home));
        assertEquals("convex_server_failed", error.code());
        assertEquals("the local Convex server did not start:\nconvex/local: no schema.ts in there", error.getMessage());
    }

    @Test
    void start_otherFirstLine_isNoServer() throws IOException {
        server("console.log('{}'); process.stdin.on('end', () => process.exit(0)).resume();");
        assertEquals("the local Convex server did not start", failure(() -> LocalConvexServer.start(home, home)).getMessage());
    }

    @Test
    void start_somethingMissing_saysWhat() throws IOException {
        assertEquals(home.resolve("convex/local/server.mjs") + " does not exist: is " + home + " the folder of pg2convex?",
                failure(() -> LocalConvexServer.start(home, home)).getMessage());
        server("");
        assertEquals(home.resolve("nowhere") + " is not a folder; expected the Convex folder with schema.ts",
                failure(() -> LocalConvexServer.start(home, home.resolve("nowhere"))).getMessage());
        Files.delete(home.resolve("convex/node_modules"));
        assertEquals("the Node packages of the local Convex server are not installed: run `npm ci` in " + home.resolve("convex"),
                failure(() -> LocalConvexServer.start(home, home)).getMessage());
    }

    @Test
    void find_noNode_saysHowToGetIt() {
        var error = failure(() -> Node.find(home.resolve("node").toString()));
        assertEquals("node_missing", error.code());
        assertEquals("Node.js was not found" + FIX, error.getMessage());
    }

    @Test
    void find_oldNode_isRefused() throws IOException {
        var error = failure(() -> Node.find(script("echo v18.20.4")));
        assertEquals("node_too_old", error.code());
        assertEquals("Node.js v18.20.4 is too old for the local Convex server" + FIX, error.getMessage());
    }

    @Test
    void find_somethingElse_isRefused() throws IOException {
        assertEquals("node_missing", failure(() -> Node.find(script("echo hello"))).code());
    }

    private void server(String code) throws IOException {
        Files.writeString(home.resolve("convex/local/server.mjs"), code);
    }

    private String script(String code) throws IOException {
        var file = Files.createFile(home.resolve("node"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(file, "#!/bin/sh\n" + code + "\n");
        return file.toString();
    }

    private static CategorizedException failure(org.junit.jupiter.api.function.Executable action) {
        return assertThrows(CategorizedException.class, action);
    }
}
