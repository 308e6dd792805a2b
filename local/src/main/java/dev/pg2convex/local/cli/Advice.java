package dev.pg2convex.local.cli;

import dev.pg2convex.core.run.Run;
import dev.pg2convex.local.report.Again;
import java.util.Optional;

/** What an operator does about a run that did not come to its end. */
final class Advice {
    private final Again again;
    private final boolean goesOn;

    /** @param goesOn whether an active run goes on without us */
    Advice(Again again, boolean goesOn) {
        this.again = again;
        this.goesOn = goesOn;
    }

    Optional<String> on(Run.State state) {
        return switch (state) {
            case ACTIVE -> Optional.of(goesOn
                    ? "The run goes on without this command. " + again.command("status") + " says where it stands, " + again.command("run")
                            + " follows it again, " + again.command("pause") + " or " + again.command("cancel") + " stops it."
                    : "Stopped; everything written is kept. " + again.command("resume") + " goes on from here.");
            case PAUSED -> Optional.of("Paused; everything written is kept. " + again.command("resume") + " goes on from here.");
            case INCOMPLETE, CANCELLED -> Optional.of(
                    "Not finished; everything written is kept. " + again.command("run") + " starts another run, which goes on from there.");
            case DONE -> Optional.empty();
        };
    }
}
