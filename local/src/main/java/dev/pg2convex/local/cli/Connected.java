package dev.pg2convex.local.cli;

import dev.pg2convex.aws.Services;
import dev.pg2convex.core.Tuning;
import dev.pg2convex.local.engine.Queues;
import dev.pg2convex.local.engine.Session;
import java.io.PrintWriter;
import java.nio.file.Path;

/** Opens the session that a command works in, and says between what and what. */
final class Connected {
    private Connected() {}

    static Session open(int concurrency, PrintWriter err) {
        var environment = Environment.read(Path.of(""), System.getenv());
        var services = Services.read(environment);
        var session = environment.containsKey("AWS_ENDPOINT_URL_SQS")
                ? Session.open(services, Tuning.DEFAULT, concurrency, Queues.given(environment))
                : Session.open(services, Tuning.DEFAULT, concurrency);
        try {
            err.println("Source  " + session.assembly().ports().catalog().identity().label());
            err.println("Target  " + session.assembly().ports().target().label());
            return session;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }
}
