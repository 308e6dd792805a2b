package dev.pg2convex.local.cli;

import dev.pg2convex.core.Ports;
import dev.pg2convex.core.message.Command;
import dev.pg2convex.core.protocol.ResetTarget;
import dev.pg2convex.core.run.Removal;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.RunOptions;
import dev.pg2convex.core.run.Scope;
import dev.pg2convex.core.store.IdMappings.Origin;
import dev.pg2convex.core.store.Written;
import dev.pg2convex.local.Termination;
import dev.pg2convex.local.engine.Session;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** What reset and cleanup have in common: a look at what there is, a question, and a run that forgets it. */
final class ResetRun {
    private final Common common;
    private final Environment environment;
    private final Connected connected;
    private final PrintWriter err;

    ResetRun(Common common, int concurrency, CommandSpec spec) {
        this.common = common;
        this.err = spec.commandLine().getErr();
        this.environment = Environment.of(spec);
        this.connected = new Connected(environment, concurrency, err);
    }

    /** What must hold before anything is asked. */
    interface Check {
        void on(Ports ports, String target);
    }

    /**
     * Forgets what was migrated under the mapping to the deployment; goes on with a reset that was interrupted.
     *
     * @return false when it was stopped on the way
     * @throws InputException while a run is live, and without a yes
     */
    boolean carryOut(Removal removal, boolean yes, Check check) throws InterruptedException {
        var mapping = common.read().name();
        if (!StoreSession.exists(environment)) {
            err.println("The store's database has no schema pg2convex: there is nothing to forget.");
            return true;
        }
        Termination.watch();
        try (var session = connected.open(mapping, _ -> {
            // The mapping need not fit any more.
        })) {
            var ports = session.engine().ports();
            var unfinished = ports.runs().unfinished(mapping);
            unfinished.ifPresent(ResetRun::refuseLive);
            var target = unfinished.map(Run::target).or(() -> ResetTarget.of(ports, mapping, ports.target().handshake(mapping)));
            if (target.isEmpty()) {
                err.println(
                        "Nothing of mapping " + mapping + " was migrated to " + ports.target().label() + ": there is nothing to forget.");
                return true;
            }
            check.on(ports, target.get());
            if (unfinished.isPresent()) {
                return resume(session, unfinished.get());
            }
            Question.ask(question(ports, mapping, target.get(), removal), yes);
            var runner = new Runner(session, err);
            return isDone(runner, new Command.Start(mapping, Run.Kind.RESET, Scope.EVERYTHING, RunOptions.ofReset(removal)));
        }
    }

    private static void refuseLive(Run run) {
        if (run.kind() != Run.Kind.RESET) {
            throw new InputException("run " + run.id() + " of mapping " + run.mapping() + " is "
                    + run.state().name().toLowerCase(Locale.ROOT) + "; let it end, or cancel it, first");
        }
    }

    private boolean resume(Session session, Run reset) throws InterruptedException {
        new Unfinished(session, err).waitUntilNobodys(session.engine().ports().runs().progress(reset.id()));
        err.println("Going on with the reset of " + reset.createdAt() + ", which "
                + (reset.options().removed().equals(Optional.of(Removal.DELETE)) ? "deletes" : "keeps") + " the documents.");
        return isDone(new Runner(session, err), new Command.Resume(reset.mapping()));
    }

    private boolean isDone(Runner runner, Command command) throws InterruptedException {
        var summary = runner.follow(runner.accepted(command));
        boolean done = summary.run().state() == Run.State.DONE;
        err.println(done ? "Forgotten. " + summary.total().deleted() + " documents were deleted."
                : "Stopped" + summary.run().reason().map(reason -> ": " + reason).orElse("") + ". `pg2convex reset` goes on from here.");
        return done;
    }

    private static String question(Ports ports, String mapping, String target, Removal removal) {
        var tables = ports.written().of(mapping, target).stream().map(Written.Field::table).distinct().toList();
        var origins = ports.ids().origins(target, tables);
        long all = origins.values().stream().mapToLong(Long::longValue).sum();
        return String.format(Locale.ROOT, "This forgets what mapping %s has migrated from %s to %s: %,d documents%s. %s", mapping,
                ports.catalog().identity().label(), ports.target().label(), all, in(tables), fate(origins, all, removal));
    }

    private static String in(List<String> tables) {
        return tables.isEmpty() ? "" : " in " + String.join(", ", tables);
    }

    private static String fate(Map<Origin, Long> origins, long all, Removal removal) {
        long inserted = origins.getOrDefault(Origin.INSERTED, 0L);
        return switch (removal) {
            case KEEP -> "They all stay in Convex.";
            case DELETE -> String.format(Locale.ROOT, "%,d of them, which it inserted, are DELETED; %,d, which it adopted, stay.", inserted,
                    all - inserted);
        };
    }
}
