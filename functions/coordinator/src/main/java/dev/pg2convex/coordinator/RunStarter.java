package dev.pg2convex.coordinator;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Ports;
import dev.pg2convex.core.mapping.MappingException;
import dev.pg2convex.core.message.Command;
import dev.pg2convex.core.plan.MigrationPlan;
import dev.pg2convex.core.plan.PlanResolver;
import dev.pg2convex.core.protocol.ExchangedDeployment;
import dev.pg2convex.core.protocol.PartCheck;
import dev.pg2convex.core.protocol.Removed;
import dev.pg2convex.core.protocol.ResetTarget;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.Scope;
import dev.pg2convex.core.store.MappingVersions.MappingVersion;
import dev.pg2convex.core.store.Runs;
import dev.pg2convex.core.target.Handshake;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks both sides, then inserts the run: whatever is wrong with the input is said before anything is written. */
final class RunStarter {
    private static final Logger LOG = LoggerFactory.getLogger(RunStarter.class);

    private final Ports ports;
    private final FenceCheck fence;
    private final Supplier<UUID> identifiers;

    RunStarter(Ports ports, FenceCheck fence, Supplier<UUID> identifiers) {
        this.ports = ports;
        this.fence = fence;
        this.identifiers = identifiers;
    }

    /**
     * @param plan the run's, where it was checked against the source
     * @param notice what the operator must hear of the deployment
     */
    record Started(Run run, Optional<MigrationPlan> plan, Optional<String> notice) {}

    Started start(Command.Start command, Optional<String> request) throws RefusedException {
        var version = ports.mappings()
                .current(command.mapping())
                .orElseThrow(() -> new RefusedException("unknown_mapping", "no mapping " + command.mapping()
                        + " is registered; register its file with the command line or by invoking the coordinator directly"));
        var active = ports.runs().unfinished(command.mapping());
        if (active.isPresent()) {
            throw excluded(active.get());
        }
        if (command.kind() == Run.Kind.RESET) {
            var target = resetTarget(command.mapping(), fence.handshake(command.mapping()));
            return new Started(create(command, request, version, Scope.EVERYTHING, target), Optional.empty(), Optional.empty());
        }
        var plan = plan(version, command);
        var scope = spelt(plan, command.scope());
        var handshake = fence.handshake(command.mapping());
        SchemaCheck.check(ports.target(), plan, handshake);
        var exchanged = ExchangedDeployment.notice(ports, command.mapping(), handshake);
        if (command.kind() == Run.Kind.VERIFY && handshake.target().isEmpty()) {
            throw new RefusedException("nothing_to_verify",
                    exchanged.orElse("nothing was ever migrated to " + ports.target().label()) + "; start a run first");
        }
        var target = handshake.target().orElseGet(() -> identifiers.get().toString());
        if (command.kind() == Run.Kind.MIGRATE && command.options().removed().isEmpty()) {
            checkNothingIsRemoved(command.mapping(), plan, target);
        }
        var run = create(command, request, version, scope, target);
        exchanged.ifPresent(notice -> LOG.warn("run {}: {}", run.id(), notice));
        // A request that is repeated has its own version, which need not be the current one.
        return new Started(run, Optional.of(plan).filter(_ -> run.mappingHash().equals(version.hash())), exchanged);
    }

    private String resetTarget(String mapping, Handshake handshake) throws RefusedException {
        return ResetTarget.of(ports, mapping, handshake)
                .orElseThrow(() -> new RefusedException("nothing_to_reset",
                        "nothing of mapping " + mapping + " was migrated to " + ports.target().label()));
    }

    /** To remove something from a mapping is easily done by mistake, and never to be undone where it deletes. */
    private void checkNothingIsRemoved(String mapping, MigrationPlan plan, String target) throws RefusedException {
        var removed = Removed.undecided(plan, ports.written().of(mapping, target));
        if (!removed.isEmpty()) {
            throw new RefusedException("removed_undecided", "mapping " + mapping + " no longer has what was migrated to "
                    + ports.target().label() + " before: " + removed.listed()
                    + "; say what becomes of it: --removed keep leaves the documents as they are and forgets it, --removed delete takes the fields out of"
                    + " the documents and deletes the documents of the tables");
        }
    }

    private Run create(Command.Start command, Optional<String> request, MappingVersion version, Scope scope, String target)
            throws RefusedException {
        var source = ports.catalog().identity();
        var before = ports.runs().lastSource(command.mapping(), target);
        if (before.isPresent() && !before.get().equals(source.fingerprint()) && !command.options().allowOtherSource()) {
            throw new RefusedException("other_source", "mapping " + command.mapping() + " was last run from another database than "
                    + source.label()
                    + "; rows of one database must not be taken for those of another. If this is the same data (restored, or moved), start with --allow-other-source");
        }
        var created = ports.runs()
                .create(new Runs.NewRun(identifiers.get(), command.mapping(), version.hash(), target, ports.target().label(),
                        source.fingerprint(), command.kind(), scope, command.options(), request));
        return switch (created) {
            case Runs.Created.Inserted inserted -> inserted.run();
            case Runs.Created.Repeated repeated -> repeated.run();
            case Runs.Created.Excluded excluded -> throw excluded(excluded.by());
        };
    }

    private MigrationPlan plan(MappingVersion version, Command.Start command) throws RefusedException {
        MigrationPlan plan;
        try {
            plan = PlanResolver.resolve(ports.mappingReader().read(version.text(), command.mapping() + ".yaml"), ports.catalog());
        } catch (MappingException e) {
            throw new RefusedException("mapping_invalid", e.getMessage());
        }
        for (var table : command.scope().tables()) {
            if (plan.tables().stream().noneMatch(known -> known.table().equals(table))) {
                throw new RefusedException("unknown_table", "mapping " + command.mapping() + " has no table " + table + "; it has "
                        + String.join(", ", plan.tables().stream().map(known -> known.table()).toList()));
            }
        }
        return plan;
    }

    private Scope spelt(MigrationPlan plan, Scope scope) throws RefusedException {
        try {
            return PartCheck.spelt(ports, plan, scope);
        } catch (CategorizedException e) {
            if (e.code().equals("bad_part")) {
                throw new RefusedException(e.code(), e.getMessage());
            }
            throw e;
        }
    }

    private static RefusedException excluded(Run by) {
        return new RefusedException(RefusedException.RUN_ACTIVE, "run " + by.id() + " of mapping " + by.mapping() + " is "
                + by.state().name().toLowerCase(Locale.ROOT) + " since " + by.createdAt() + "; resume or cancel it first");
    }
}
