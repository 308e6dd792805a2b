package dev.pg2convex.local.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.aws.DeadLetters;
import dev.pg2convex.aws.Services;
import dev.pg2convex.aws.SqsMessageSender;
import dev.pg2convex.core.Tuning;
import dev.pg2convex.core.message.Command;
import dev.pg2convex.core.message.Message;
import dev.pg2convex.core.message.QueueName;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.RunOptions;
import dev.pg2convex.core.run.Scope;
import dev.pg2convex.embedded.EmbeddedQueue;
import dev.pg2convex.embedded.LocalConvexServer;
import dev.pg2convex.local.ExitCode;
import dev.pg2convex.local.engine.PlantedConvex;
import dev.pg2convex.local.engine.Session;
import dev.pg2convex.local.report.Summary;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Messages that use up their receives: a page's is failed and comes back by redrive, one that nobody can read is counted. */
@ExtendWith(SharedSite.class)
class FailedPageTest {
    @TempDir
    private Path folder;
    private LocalConvexServer convex;
    private EmbeddedQueue queue;
    private Notes notes;
    private Session session;

    @BeforeEach
    void start(Site site) throws Exception {
        convex = site.emptyNotes();
        queue = EmbeddedQueue.start();
        notes = new Notes(site, folder, convex, Map.of("AWS_ENDPOINT_URL_SQS", queue.endpoint().toString()));
        session = Session.open(new Services(site.database.url(notes.database), Optional.empty(), convex.url(), convex.deployKey()),
                Tuning.DEFAULT, 2, ImpatientQueues.of(queue));
    }

    @AfterEach
    void stop() {
        session.close();
        queue.close();
    }

    @Test
    void page_usedUpItsReceives_isFailedAndComesRightByRedrive() throws Exception {
        notes.sql("CREATE TYPE mood AS ENUM ('fine'); ALTER TABLE people ADD mood mood DEFAULT 'fine'");
        moodsText("RAISE EXCEPTION 'no text for it'");
        notes.sql("CREATE CAST (mood AS text) WITH FUNCTION text_of(mood)");
        Files.writeString(notes.file("people"), Files.readString(notes.file("people")).replace("name: name", "name: mood"));

        var summary = run();

        assertEquals(Run.State.INCOMPLETE, summary.run().state());
        assertEquals(Optional.of("1 pages of people failed at every attempt; see status for why, then run again"), summary.run().reason());
        assertEquals(0, notes.count("SELECT count(*) FROM pg2convex.page WHERE table_name = 'notes'"), "later stages are held back");
        awaitDeadLetters(QueueName.PAGES, 1);
        var page = notes.count("SELECT id FROM pg2convex.page WHERE state = 'failed' AND table_name = 'people'");
        var status = notes.people("status");
        assertTrue(status.out().contains("  page " + page + " of people: database_data: "), status.out());
        assertTrue(status.out().contains("Dead-letter queue of pages: 1 messages"), status.out());
        var json = notes.people("status", "--json").json();
        assertEquals(page, json.path("failedPages").path(0).path("page").asLong());
        assertEquals("people", json.path("failedPages").path(0).path("table").asString());
        assertEquals(1, json.path("deadLetters").path("pages").asInt());
        assertEquals(0, json.path("deadLetters").path("control").asInt(-1));

        moodsText("RETURN textin(enum_out($1))");
        session.engine().stop(Duration.ofSeconds(10));
        var redrive = notes.people("redrive");

        assertEquals(ExitCode.CLEAN, redrive.code(), redrive.err());
        assertTrue(redrive.err().contains("has pages that failed at every attempt: sending them again."), redrive.err());
        assertTrue(notes.people("status", "--json").json().path("failedPages").isEmpty());
        try (var planted = new PlantedConvex(convex.url(), convex.deployKey())) {
            assertEquals(2, planted.count("people"));
            assertEquals(3, planted.count("notes"));
        }
    }

    @Test
    void poisonMessages_areCountedByStatus() throws Exception {
        assertEquals(Run.State.DONE, run().run().state());
        var url = session.queues().urls().url(QueueName.PAGES);
        for (var body : List.of("not JSON", "{\"version\":99,\"type\":\"page\"}")) {
            session.queues().client().sendMessage(request -> request.queueUrl(url).messageBody(body));
        }
        new SqsMessageSender(session.queues().client(), session.queues().urls()).send(QueueName.PAGES,
                List.of(new Message.PageMessage(UUID.randomUUID(), 1_000_000)), Duration.ZERO);
        awaitDeadLetters(QueueName.PAGES, 3);

        var status = notes.people("status");

        assertTrue(status.out().contains("Dead-letter queue of pages: 3 messages that failed at every attempt or could not be read."),
                status.out());
        assertEquals(3, notes.people("status", "--json").json().path("deadLetters").path("pages").asInt());
    }

    @Test
    void messageOfAnotherVersion_onAnyQueue_endsInItsDeadLetterQueue() throws Exception {
        for (var queue : QueueName.values()) {
            var url = session.queues().urls().url(queue);
            var type = queue == QueueName.CONTROL ? "tick" : "page";
            session.queues()
                    .client()
                    .sendMessage(request -> request.queueUrl(url)
                            .messageBody("{\"version\":2,\"type\":\"" + type + "\",\"runId\":\"" + UUID.randomUUID() + "\",\"pageId\":1}"));
        }

        for (var queue : QueueName.values()) {
            awaitDeadLetters(queue, 1);
        }
    }

    @Test
    void status_queueAway_saysSoAndShowsTheRest() throws Exception {
        assertEquals(Run.State.DONE, run().run().state());

        var status = notes.with(convex, Map.of("AWS_ENDPOINT_URL_SQS", "http://127.0.0.1:1")).people("status");

        assertEquals(ExitCode.CLEAN, status.code(), status.err());
        assertTrue(status.err().contains("Messages in dead-letter queues are not counted: "), status.err());
        assertTrue(status.out().contains(": done"), status.out());
    }

    private Summary run() throws Exception {
        var runner = new Runner(session, new PrintWriter(new StringWriter()));
        runner.register("people", Files.readString(notes.file("people")));
        return runner.follow(runner.accepted(new Command.Start("people", Run.Kind.MIGRATE, Scope.EVERYTHING, RunOptions.DEFAULT)));
    }

    /** What Postgres does where it is asked for a mood as text. */
    private void moodsText(String statement) throws Exception {
        notes.sql("CREATE OR REPLACE FUNCTION text_of(mood) RETURNS text LANGUAGE plpgsql AS $$ BEGIN " + statement + "; END $$");
    }

    private void awaitDeadLetters(QueueName queue, int messages) throws Exception {
        var letters = new DeadLetters(session.queues().client(), session.queues().urls());
        while (letters.counts().get(queue) < messages) {
            Thread.sleep(20);
        }
    }
}
