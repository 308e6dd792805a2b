package dev.pg2convex.local.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pg2convex.local.ExitCode;
import dev.pg2convex.local.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** However the command line ends, what it started ends with it. */
@Order(1)
@Execution(ExecutionMode.CONCURRENT)
class NoProcessLeftTest {

    @TempDir
    private Path folder;
    private final Marked marked = new Marked();
    private Program program;
    private Path data;

    @BeforeEach
    void start() {
        assumeTrue(Marked.isPossible(), "needs /proc");
        program = new Program(folder, Map.of("PG2CONVEX_HOME", Home.find().toString(), Marked.NAME, marked.mark));
    }

    @AfterEach
    void endWhatIsLeft() {
        marked.end();
    }

    @Test
    void demo_signalInTheMiddle_leavesNoProcess() throws Exception {
        var demo = program.start("demo", "demo", "--users", "200");
        awaitMigrating(demo);
        assertEverythingRuns();
        Signal.end().sendTo(demo.pid());
        assertTrue(demo.waitFor(60, TimeUnit.SECONDS));
        assertEquals(ExitCode.STOPPED, demo.exitValue(), program.said("demo"));
        awaitNobody();
    }

    @Test
    void demo_killed_leavesNoProcess() throws Exception {
        var demo = program.start("demo", "demo", "--users", "200");
        awaitMigrating(demo);
        assertEverythingRuns();
        demo.destroyForcibly().waitFor();
        awaitNobody();
    }

    private void awaitMigrating(Process demo) throws Exception {
        while (!program.said("demo").contains("Migrating")) {
            assertTrue(demo.isAlive(), program.said("demo"));
            Thread.sleep(20);
        }
    }

    /** That the test would see what is left. */
    private void assertEverythingRuns() {
        data = marked.alive()
                .stream()
                .filter(each -> each.contains("pg2convex-watcher"))
                .map(each -> Path.of(each.strip().replaceFirst("(?s).*\\s", "")))
                .findFirst()
                .orElseThrow();
        assertTrue(Files.exists(data.resolve("postmaster.pid")), data.toString());
        var alive = String.join("\n", marked.alive());
        for (var part : List.of("dev.pg2convex.local.Main", "server.mjs", "/bin/postgres", "pg2convex-watcher")) {
            assertTrue(alive.contains(part), part + " is not among\n" + alive);
        }
    }

    private void awaitNobody() throws InterruptedException {
        marked.awaitNobody();
        assertFalse(Files.exists(data), "the database's folder is left");
    }
}
