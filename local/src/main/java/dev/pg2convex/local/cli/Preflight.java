package dev.pg2convex.local.cli;

import dev.pg2convex.core.Ports;
import dev.pg2convex.core.mapping.Mapping;
import dev.pg2convex.core.mapping.MappingException;
import dev.pg2convex.core.mapping.Suggestion;
import dev.pg2convex.core.mapping.TableMapping;
import dev.pg2convex.core.plan.PlanResolver;
import dev.pg2convex.core.plan.TargetCheck;
import dev.pg2convex.core.protocol.PartCheck;
import dev.pg2convex.core.run.Scope;
import dev.pg2convex.core.target.Handshake;
import java.io.PrintWriter;
import java.util.List;

/** A look at both sides that writes nothing. The coordinator looks again; only here a message can name the file and its line. */
final class Preflight {
    private final Ports ports;
    private final Handshake handshake;

    private Preflight(Ports ports, Handshake handshake) {
        this.ports = ports;
        this.handshake = handshake;
    }

    /** Names both sides, reaches both, and asks the deployment's functions for their version. */
    static Preflight of(Ports ports, String mapping, PrintWriter err) {
        err.println("Source  " + ports.catalog().identity().label());
        err.println("Target  " + ports.target().label());
        var handshake = ports.target().handshake(mapping);
        handshake.protocolProblem(ports.target().label()).ifPresent(problem -> {
            throw new InputException(problem);
        });
        return new Preflight(ports, handshake);
    }

    /**
     * Checks what is to be done against both sides.
     *
     * @return the scope with keys in the spelling of the rows, as the run will have it
     * @throws MappingException with everything that does not fit
     */
    Scope check(Mapping mapping, Scope scope) {
        checkTables(mapping, scope.tables());
        var plan = PlanResolver.resolve(mapping, ports.catalog());
        var problems = TargetCheck.problems(plan, ports.target().schema(handshake.schemaJson()));
        if (!problems.isEmpty()) {
            throw new MappingException(problems);
        }
        return PartCheck.spelt(ports, plan, scope);
    }

    /** @throws InputException for a table that the mapping does not have */
    static void checkTables(Mapping mapping, List<String> asked) {
        var tables = mapping.tables().stream().map(TableMapping::table).toList();
        for (var table : asked) {
            if (!tables.contains(table)) {
                throw new InputException(mapping.at().file() + " has no table `" + table + "` (--table)" + Suggestion.of(table, tables));
            }
        }
    }
}
