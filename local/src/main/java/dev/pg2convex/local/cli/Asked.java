package dev.pg2convex.local.cli;

import dev.pg2convex.core.message.Command;
import dev.pg2convex.core.message.Command.Reply;
import dev.pg2convex.core.message.Query;
import dev.pg2convex.core.message.Query.Sought;
import dev.pg2convex.core.run.RunProgress;
import dev.pg2convex.core.run.RunReport;
import dev.pg2convex.core.store.Place;
import dev.pg2convex.core.store.Rejects.Listed;
import dev.pg2convex.local.control.RunControl;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Asks the coordinator; what it refuses is an {@link InputException}. */
final class Asked {
    private static final String NO_RUN = "no_run";

    private final RunControl control;

    Asked(RunControl control) {
        this.control = control;
    }

    Reply.Accepted accepted(Command command) {
        return answer(Reply.Accepted.class, command);
    }

    /** Registers a mapping file, and gives its version. */
    String register(String mapping, String text) {
        return answer(Reply.Registered.class, new Command.Register(mapping, text)).hash();
    }

    /** The mapping's newest run; empty where it was never run. */
    Optional<RunProgress> latest(String mapping) {
        var reply = control.execute(new Query.Status(mapping));
        return reply instanceof Reply.Refused refused && refused.code().equals(NO_RUN) ? Optional.empty()
                : Optional.of(expected(Reply.Progress.class, reply).progress());
    }

    /** @param run the newest where none is named */
    RunReport report(String mapping, Optional<UUID> run) {
        return answer(Reply.Report.class, new Query.Report(mapping, run)).report();
    }

    void rejects(String mapping, List<String> tables, List<String> reasons, Consumer<Listed> each) {
        var after = Optional.<Place>empty();
        do {
            var part = answer(Reply.Rejects.class, new Query.Rejects(mapping, tables, reasons, after));
            part.rejects().forEach(each);
            after = advanced(after, part.next());
        } while (after.isPresent());
    }

    void ids(String mapping, List<String> tables, Consumer<Reply.Document> each) {
        var after = Optional.<Place>empty();
        do {
            var part = ids(mapping, tables, new Sought.Every(after));
            part.ids().forEach(each);
            after = advanced(after, part.next());
        } while (after.isPresent());
    }

    Reply.Ids ids(String mapping, List<String> tables, Sought sought) {
        return answer(Reply.Ids.class, new Query.Ids(mapping, tables, sought));
    }

    private static Optional<Place> advanced(Optional<Place> after, Optional<Place> next) {
        if (next.isPresent() && next.equals(after)) {
            throw new IllegalStateException("a list does not advance");
        }
        return next;
    }

    private <R extends Reply> R answer(Class<R> type, Command command) {
        return expected(type, control.execute(command));
    }

    private static <R extends Reply> R expected(Class<R> type, Reply reply) {
        if (reply instanceof Reply.Refused refused) {
            throw new InputException(refused.message());
        }
        if (!type.isInstance(reply)) {
            throw new IllegalStateException("an answer to another command");
        }
        return type.cast(reply);
    }
}
