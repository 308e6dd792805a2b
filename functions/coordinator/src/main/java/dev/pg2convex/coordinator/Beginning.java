package dev.pg2convex.coordinator;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import dev.pg2convex.core.Ports;
import dev.pg2convex.core.plan.MigrationPlan;
import dev.pg2convex.core.protocol.FaultPoint;
import dev.pg2convex.core.protocol.Removed;
import dev.pg2convex.core.protocol.RunContexts;
import dev.pg2convex.core.protocol.Settler;
import dev.pg2convex.core.run.Removal;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.store.Intent;
import dev.pg2convex.core.target.BatchOutcome;
import dev.pg2convex.core.target.BeginOutcome;
import dev.pg2convex.core.target.BeginRequest;
import dev.pg2convex.core.target.BeginRequest.ClaimedTable;
import dev.pg2convex.core.target.Handshake;
import dev.pg2convex.core.target.ReceiptPage;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The begin of a run, at its start and at each resume: raise the fence, audit the receipts, settle every open intent, only then go on.
 * Repeating it is harmless.
 */
final class Beginning {
    /** Receipts or intents per call: far below every limit of a Convex function. */
    private static final int CHUNK = 500;
    /** Attempts at a call whose answer was lost. */
    private static final int ATTEMPTS = 3;

    private final Ports ports;
    private final RunContexts contexts;
    private final FenceCheck fence;
    private final Settler settler;
    private final Ownership ownership;

    Beginning(Ports ports, RunContexts contexts, FenceCheck fence) {
        this.ports = ports;
        this.contexts = contexts;
        this.fence = fence;
        this.settler = new Settler(ports.target(), ports.intents(), ports.faults());
        this.ownership = new Ownership(ports);
    }

    void begin(Run run) throws RefusedException {
        begin(run, contexts.plan(run));
    }

    /** @param plan the run's mapping version, checked against the source just now */
    void begin(Run run, MigrationPlan plan) throws RefusedException {
        var handshake = fence.handshake(run.mapping());
        checkSameSides(run, handshake);
        if (run.kind() != Run.Kind.RESET && !ports.runs().schema(run.id()).equals(Optional.of(handshake.schemaJson()))) {
            // Somebody may have deployed another since the start, or since the pause.
            SchemaCheck.check(ports.target(), plan, handshake);
        }
        if (run.kind().writes()) {
            raise(run, claims(run, plan, handshake), handshake);
            ports.faults().reach(FaultPoint.FENCE_RAISED);
            audit(run);
            ports.faults().reach(FaultPoint.RECEIPTS_AUDITED);
            settleAll(run);
            ports.faults().reach(FaultPoint.INTENTS_SETTLED);
            if (run.kind() == Run.Kind.MIGRATE) {
                ownership.claim(run, plan);
            }
            dropReceipts(run);
        }
        if (run.kind() == Run.Kind.MIGRATE) {
            ownership.release(run, plan);
            ports.written().begin(run.id(), Removed.mapped(plan), run.options().removed());
        }
        var begun = ports.runs().begun(run.id(), handshake.schemaJson());
        // A reset's plan is empty, and its schema was not looked at.
        begun.filter(found -> found.kind() != Run.Kind.RESET).ifPresent(found -> contexts.begun(found, plan, handshake.schemaJson()));
        ports.faults().reach(FaultPoint.RUN_BEGUN);
    }

    /** A run that goes on must do so between the same two databases: another would be taken for this one with everything gone, or everything there. */
    private void checkSameSides(Run run, Handshake handshake) throws RefusedException {
        boolean other = handshake.target().isPresent() && !handshake.target().get().equals(run.target());
        // A reset removes the fence, and may have to do so again; see below for whose deployment it is.
        boolean wiped = run.begunAt().isPresent() && run.kind() != Run.Kind.RESET
                && (handshake.target().isEmpty() || (run.kind() == Run.Kind.MIGRATE && handshake.fence().isEmpty()));
        if (other || wiped || isElsewhere(run, handshake)) {
            throw new RefusedException("other_target", ports.target().label() + " is not the deployment that run " + run.id()
                    + " was started for, or its pg2convex tables were cleared since; set CONVEX_URL to that deployment, or cancel the run and start another");
        }
        var source = ports.catalog().identity();
        if (!ports.runs().source(run.id()).equals(source.fingerprint()) && !run.options().allowOtherSource()) {
            throw new RefusedException("other_source", source.label() + " is not the database that run " + run.id()
                    + " was started from; set POSTGRES_URL to that database, or cancel the run and start another");
        }
    }

    /** A deployment without any fence says nothing of itself: then a reset that has yet to forget must be at the URL of the runs that it forgets. */
    private boolean isElsewhere(Run run, Handshake handshake) {
        return run.kind() == Run.Kind.RESET && handshake.target().isEmpty() && ports.runs().lastOn(run.mapping(), run.target()).isPresent()
                && !ports.runs().lastAt(run.mapping(), ports.target().label()).map(Run::target).equals(Optional.of(run.target()));
    }

    /** The fence is compared with what the handshake saw; a run that had not ended after that kept others from raising it before. */
    private void raise(Run run, List<ClaimedTable> tables, Handshake handshake) throws RefusedException {
        if (ports.runs().find(run.id()).filter(found -> !found.state().ended()).isEmpty()) {
            throw new RefusedException("run_over", "run " + run.id() + " has ended in the meantime; start another");
        }
        var request = new BeginRequest(run.mapping(), ports.runs().storeId().toString(), run.target(),
                handshake.fence().map(Handshake.Fence::runId), run.id(), tables);
        if (repeated(() -> ports.target().begin(request)) instanceof BeginOutcome.Refused refused) {
            throw new RefusedException(refused.code(), explain(refused, run));
        }
    }

    /**
     * The plan's tables, and those that are to be deleted, until they are: nobody else may have them before. What is kept is given up at once: whoever
     * takes it up again must find it filled. A reset claims nothing new.
     */
    private List<ClaimedTable> claims(Run run, MigrationPlan plan, Handshake handshake) {
        if (run.kind() == Run.Kind.RESET) {
            return handshake.fence()
                    .map(Handshake.Fence::tables)
                    .orElse(List.of())
                    .stream()
                    .map(name -> new ClaimedTable(name, true))
                    .toList();
        }
        var mapped = plan.tables()
                .stream()
                .map(table -> new ClaimedTable(table.table(),
                        table.match().isPresent() || table.shared() || run.options().allowExisting()));
        boolean kept = run.options().removed().equals(Optional.of(Removal.KEEP));
        var pending = ports.written().of(run.mapping(), run.target()).stream().filter(field -> field.removed() || !kept).toList();
        var removed = Removed.of(plan, pending).tables().stream().map(name -> new ClaimedTable(name, true));
        return Stream.concat(mapped, removed).toList();
    }

    private String explain(BeginOutcome.Refused refused, Run run) {
        var table = refused.table().orElse("?");
        return switch (refused.code()) {
            case "not_empty" -> "table " + table + " in " + ports.target().label()
                    + " has documents already, and nothing was migrated there before: give the table a"
                    + " `match:` to adopt them or `shared: true` to leave them alone, empty it, or start with --allow-existing";
            case "table_claimed" ->
                "table " + table + " is filled by mapping " + refused.mapping().orElse("?") + "; a table can belong to one mapping only";
            case "other_target" -> ports.target().label() + " is not the deployment that run " + run.id()
                    + " was started for; cancel the run and start another";
            case "other_store" ->
                "another migration store has begun to fill " + ports.target().label() + "; set PG2CONVEX_STORE_URL to that store";
            case "fence_moved" -> "run " + refused.runId().orElse("?") + " has begun in the meantime; only one can go on";
            default -> "Convex refused to begin run " + run.id() + ": " + refused.code();
        };
    }

    /** A batch that Convex has and the store has not means that the store was set back: its ID mapping lacks what the batch wrote. */
    private void audit(Run run) throws RefusedException {
        Optional<String> cursor = Optional.empty();
        do {
            var page = ports.target().receipts(run.mapping(), cursor, CHUNK);
            // A void receipt wrote nothing, and may stand for an intent of an earlier run that is forgotten by now.
            var committed = page.receipts().stream().filter(ReceiptPage.Receipt::committed).map(ReceiptPage.Receipt::batchId).toList();
            var unknown = ports.intents().unknown(committed);
            if (!unknown.isEmpty()) {
                throw new RefusedException("store_behind", "Convex has receipts of batches that this store does not know ("
                        + unknown.getFirst()
                        + " and maybe more): the store was restored from a backup and would double what they wrote; use the store that sent them");
            }
            cursor = page.cursor();
        } while (cursor.isPresent());
    }

    private void settleAll(Run run) throws RefusedException {
        for (List<Intent> open = open(run); !open.isEmpty(); open = open(run)) {
            for (var intent : open) {
                if (repeated(() -> settler.settle(run.mapping(), run.id(), intent)) instanceof BatchOutcome.Fenced) {
                    throw RefusedException.fenceMoved();
                }
            }
        }
    }

    private List<Intent> open(Run run) {
        return ports.intents().open(run.mapping(), run.target(), CHUNK);
    }

    /** Every intent is closed now, so each receipt of an earlier run may go; first the receipts, then what the store knows of them. */
    private void dropReceipts(Run run) throws RefusedException {
        try {
            boolean more = true;
            while (more) {
                more = !repeated(() -> ports.target().dropReceipts(run.mapping(), run.id(), CHUNK));
            }
        } catch (CategorizedException e) {
            if (e.code().equals("fenced")) {
                throw RefusedException.fenceMoved();
            }
            throw e;
        }
        ports.faults().reach(FaultPoint.RECEIPTS_DROPPED);
        ports.intents().forget(run.mapping(), run.target(), run.id());
    }

    static <T> T repeated(Supplier<T> call) {
        for (int attempt = 1;; attempt++) {
            try {
                return call.get();
            } catch (CategorizedException e) {
                if (e.failure() != Failure.AMBIGUOUS || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }
}
