package dev.pg2convex.coordinator;

import dev.pg2convex.core.Ports;
import dev.pg2convex.core.mapping.MappingException;
import dev.pg2convex.core.plan.MigrationPlan;
import dev.pg2convex.core.plan.TablePlan;
import dev.pg2convex.core.protocol.Removed;
import dev.pg2convex.core.run.Removal;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.source.KeyRange;
import dev.pg2convex.core.store.IdMappings.IdMapping;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Tables that gained a `match:` since the run before: the documents that rows have already get their owner records, or a new row of equal natural key
 * would adopt one of them. A run that began with `match:` has left none without, so that only the change costs anything.
 */
final class Ownership {
    /** Documents per call: each is looked up and written, far below every limit of a Convex function. */
    private static final int CHUNK = 500;

    private final Ports ports;

    Ownership(Ports ports) {
        this.ports = ports;
    }

    void claim(Run run, MigrationPlan plan) throws RefusedException {
        var before = ports.runs().versionBefore(run.id());
        if (before.isEmpty() || before.get().equals(run.mappingHash())) {
            return;
        }
        var matched = matchedBefore(run, before.get());
        for (var table : plan.tables()) {
            if (table.match().isPresent() && !matched.contains(table.table())) {
                claim(run, table);
            }
        }
    }

    /** A version that cannot be read any more is taken for one without a match. */
    private Set<String> matchedBefore(Run run, String hash) {
        var matched = new HashSet<String>();
        try {
            ports.mappings()
                    .find(hash)
                    .map(version -> ports.mappingReader().read(version.text(), run.mapping() + " (of the run before)"))
                    .ifPresent(file -> file.tables()
                            .stream()
                            .filter(table -> table.match().isPresent())
                            .forEach(table -> matched.add(table.table())));
        } catch (MappingException e) {
            return Set.of();
        }
        return matched;
    }

    private void claim(Run run, TablePlan table) throws RefusedException {
        var range = KeyRange.ALL;
        for (var chunk = ports.ids().range(run.target(), table.table(), range, CHUNK); !chunk.isEmpty(); chunk = ports.ids()
                .range(run.target(), table.table(), range, CHUNK)) {
            if (!ports.target().claim(run.mapping(), run.id(), table.table(), chunk.stream().map(IdMapping::documentId).toList())) {
                throw RefusedException.fenceMoved();
            }
            range = new KeyRange(Optional.of(chunk.getLast().key()), Optional.empty());
        }
    }

    /** Tables that the mapping lets go of, their documents kept: another mapping, or this one some day, may adopt these. */
    void release(Run run, MigrationPlan plan) {
        if (!run.options().removed().equals(Optional.of(Removal.KEEP))) {
            return;
        }
        for (var table : Removed.undecided(plan, ports.written().of(run.mapping(), run.target())).tables()) {
            release(ports, run, Optional.of(table));
        }
    }

    /** Drops owner records of the mapping, of one table or of all. */
    static void release(Ports ports, Run run, Optional<String> table) {
        Optional<String> cursor = Optional.empty();
        do {
            var from = cursor;
            cursor = Beginning.repeated(() -> ports.target().release(run.mapping(), run.id(), table, from, CHUNK));
        } while (cursor.isPresent());
    }
}
