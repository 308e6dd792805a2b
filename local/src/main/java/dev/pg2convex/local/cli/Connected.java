package dev.pg2convex.local.cli;

import dev.pg2convex.aws.Services;
import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Tuning;
import dev.pg2convex.local.engine.Queues;
import dev.pg2convex.local.engine.Session;
import dev.pg2convex.runtime.Assembly;
import java.io.PrintWriter;
import java.util.function.Consumer;

/** Opens the session that a command works in, after a look at both sides. */
final class Connected {
    private final Environment environment;
    private final int concurrency;
    private final PrintWriter err;

    Connected(Environment environment, int concurrency, PrintWriter err) {
        this.environment = environment;
        this.concurrency = concurrency;
        this.err = err;
    }

    /**
     * Says between what and what, and whatever is wrong with the input, before anything is written or started.
     *
     * @param check of the mapping against both sides
     */
    Session open(String name, Consumer<Preflight> check) {
        var variables = environment.variables();
        var services = Services.read(variables);
        try (var looking = Assembly.open(services, StoreSession.NO_MESSAGES, Tuning.DEFAULT, 1)) {
            var preflight = Preflight.of(looking.ports(), name, err);
            services.storeUrl().ifPresent(_ -> StoreSession.reach(looking));
            check.accept(preflight);
            return variables.containsKey("AWS_ENDPOINT_URL_SQS")
                    ? Session.open(services, Tuning.DEFAULT, concurrency, Queues.given(variables))
                    : Session.open(services, Tuning.DEFAULT, concurrency);
        } catch (CategorizedException e) {
            throw new InputException(e);
        }
    }
}
