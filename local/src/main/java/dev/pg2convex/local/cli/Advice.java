package dev.pg2convex.local.cli;

import dev.pg2convex.core.run.Run;
import java.nio.file.Path;
import java.util.Optional;

/** What an operator does about a run that did not come to its end. */
final class Advice {
    private Advice() {}

    /** @param mapping the file, as the command was given it */
    static Optional<String> on(Run.State state, Path mapping) {
        var option = mapping.equals(Path.of(Common.MAPPING)) ? "" : " --mapping " + mapping;
        return switch (state) {
            case ACTIVE -> Optional.of("Stopped; everything written is kept. `pg2convex resume" + option + "` goes on from here.");
            case PAUSED -> Optional.of("Paused; everything written is kept. `pg2convex resume" + option + "` goes on from here.");
            case INCOMPLETE, CANCELLED -> Optional.of("Not finished; everything written is kept. `pg2convex run" + option
                    + "` starts another run, which goes on from there.");
            case DONE -> Optional.empty();
        };
    }
}
