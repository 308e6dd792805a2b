package dev.pg2convex.local.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.local.ExitCode;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A run that the functions of a stack drive, and who stays with it or steers it. */
@Order(1)
@Execution(ExecutionMode.CONCURRENT)
class StackFollowTest extends WithStack {
    @Test
    void pauseResumeCancel_throughAStack_actOnTheRun() throws Exception {
        try (var locked = stack.locked()) {
            var run = stack.begun("run", "--no-verify");
            await(() -> stack.running() == 1);
            var status = stack.said("status").out();
            assertTrue(status.contains("It is being worked on."), status);

            var paused = stack.said("pause");
            assertEquals(ExitCode.CLEAN, paused.code(), paused.err());
            assertTrue(paused.err().endsWith("Paused. `pg2convex resume --mapping " + stack.mapping() + " --stack moving` goes on.\n"),
                    paused.err());
            var said = run.get(1, TimeUnit.MINUTES);
            assertEquals(ExitCode.STOPPED, said.code(), said.err());
            assertTrue(said.err()
                    .endsWith("Paused; everything written is kept. `pg2convex resume --mapping " + stack.mapping()
                            + " --stack moving` goes on from here.\n"),
                    said.err());

            var resumed = stack.begun("resume");
            await(() -> stack.running() == 1);
            assertEquals(ExitCode.CLEAN, stack.said("cancel").code());
            assertEquals(ExitCode.STOPPED, resumed.get(1, TimeUnit.MINUTES).code());
            locked.rollback();
        }
        assertEquals("cancelled", stack.said("status", "--json").json().path("state").asString());
        var none = stack.said("cancel");
        assertEquals(ExitCode.INPUT, none.code());
        assertTrue(none.err()
                .endsWith("pg2convex: mapping chat has no run that is active or paused; `pg2convex status` tells of the last one\n"),
                none.err());
    }

    @Test
    void ctrlC_leavesTheRunGoing_andRunFollowsItAgain() throws Exception {
        Process process;
        var program = stack.program();
        try (var locked = stack.locked()) {
            process = program.start("run", "run", "--no-verify", "--stack", "moving", "--mapping", stack.mapping());
            await(() -> stack.running() == 1 || !process.isAlive());
            process.destroy();
            assertTrue(process.waitFor(1, TimeUnit.MINUTES));
            assertEquals(ExitCode.STOPPED, process.exitValue(), program.said("run"));
            var options = " --mapping " + stack.mapping() + " --stack moving`";
            assertTrue(program.said("run")
                    .endsWith("The run goes on without this command. `pg2convex status" + options + " says where it stands, `pg2convex run"
                            + options + " follows it again, `pg2convex pause" + options + " or `pg2convex cancel" + options
                            + " stops it.\n"),
                    program.said("run"));
            assertEquals(1, stack.running());

            var other = stack.said("resync", "--table", "users");
            assertEquals(ExitCode.INPUT, other.code());
            assertTrue(other.err()
                    .endsWith("is being worked on by another process, or by functions on AWS; wait for it, or pause or cancel it first\n"),
                    other.err());
            locked.rollback();
        }

        var followed = stack.said("run", "--no-verify", "--json");

        assertEquals(ExitCode.FINISHED_WITH_PROBLEMS, followed.code(), followed.err());
        assertEquals(1, followed.json().path("tables").path("messages").path("inserted").asInt());
    }

    @Test
    void follow_coordinatorThatFailsForAWhile_isWaitedFor() throws Exception {
        CompletableFuture<Said> run;
        try (var locked = stack.locked()) {
            run = stack.begun("run", "--no-verify");
            await(() -> stack.running() == 1);
            var asked = new AtomicInteger();
            stack.aws.instead = action -> action.startsWith("lambda:") && asked.incrementAndGet() < 3
                    ? Optional.of(AwsServer.functionError("{\"errorMessage\":\"secret\"}")) : Optional.empty();
            await(() -> asked.get() >= 3);
            locked.rollback();
        }
        var said = run.get(1, TimeUnit.MINUTES);
        assertEquals(ExitCode.FINISHED_WITH_PROBLEMS, said.code(), said.err());
        assertEquals(1,
                said.err().lines().filter(line -> line.startsWith("Waiting: function moving-coordinator failed (Unhandled)")).count(),
                said.err());
        assertFalse(said.err().contains("secret"), said.err());
    }

    @Test
    void follow_coordinatorThatMayNotBeAskedAnyLonger_endsWithTheReason() throws Exception {
        Said said;
        try (var locked = stack.locked()) {
            var run = stack.begun("run", "--no-verify");
            await(() -> stack.running() == 1);
            stack.aws.instead = action -> action.startsWith("lambda:")
                    ? Optional.of(AwsServer.Answer.jsonError(403, "AccessDeniedException")) : Optional.empty();
            said = run.get(1, TimeUnit.MINUTES);
            locked.rollback();
        }
        assertEquals(ExitCode.INPUT, said.code(), said.err());
        assertTrue(said.err().contains("lacks the permission lambda:InvokeFunction"), said.err());
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        while (!condition.call()) {
            Thread.sleep(10);
        }
    }
}
