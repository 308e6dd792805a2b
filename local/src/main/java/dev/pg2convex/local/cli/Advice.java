package dev.pg2convex.local.cli;

import dev.pg2convex.core.run.Run;
import java.nio.file.Path;
import java.util.Optional;

/** What an operator does about a run that did not come to its end. */
final class Advice {
    private final String options;
    private final boolean goesOn;

    /**
     * @param mapping the file, as the command was given it
     * @param where the options that lead to where the run is driven
     * @param goesOn whether an active run goes on without us
     */
    Advice(Path mapping, String where, boolean goesOn) {
        this.options = (mapping.equals(Path.of(Common.MAPPING)) ? "" : " --mapping " + mapping) + where;
        this.goesOn = goesOn;
    }

    Optional<String> on(Run.State state) {
        return switch (state) {
            case ACTIVE -> Optional.of(goesOn
                    ? "The run goes on without this command. " + command("status") + " says where it stands, " + command("run")
                            + " follows it again, " + command("pause") + " or " + command("cancel") + " stops it."
                    : "Stopped; everything written is kept. " + command("resume") + " goes on from here.");
            case PAUSED -> Optional.of("Paused; everything written is kept. " + command("resume") + " goes on from here.");
            case INCOMPLETE, CANCELLED -> Optional
                    .of("Not finished; everything written is kept. " + command("run") + " starts another run, which goes on from there.");
            case DONE -> Optional.empty();
        };
    }

    /** A command that means the same run. */
    String command(String name) {
        return "`pg2convex " + name + options + "`";
    }
}
