package dev.pg2convex.local.cli;

import dev.pg2convex.aws.Services;
import dev.pg2convex.convex.ConvexSettings;
import dev.pg2convex.core.Ports;
import dev.pg2convex.core.Tuning;
import dev.pg2convex.core.mapping.Mapping;
import dev.pg2convex.core.plan.MigrationPlan;
import dev.pg2convex.core.target.Handshake;
import dev.pg2convex.postgres.PostgresUrl;
import dev.pg2convex.runtime.Assembly;
import java.io.PrintWriter;
import java.util.Optional;

/** Both sides, reached and checked without writing to either; whatever is wrong with them is said at once. */
final class BothSides implements AutoCloseable {
    private static final int CONNECTIONS = 2;

    private final Assembly assembly;
    private final MigrationPlan plan;
    private final Handshake handshake;

    private BothSides(Assembly assembly, MigrationPlan plan, Handshake handshake) {
        this.assembly = assembly;
        this.plan = plan;
        this.handshake = handshake;
    }

    /** @throws InputException with everything that is wrong with the mapping, the configuration or either side */
    static BothSides open(Common common, Environment environment, PrintWriter err) {
        var wrong = new Wrong();
        var mapping = wrong.unless(common::read);
        var services = wrong.unless(() -> Services.read(environment.variables()));
        if (services.map(given -> malformed(given, wrong)).orElse(true)) {
            throw wrong.exception();
        }
        var assembly = Assembly.open(services.get(), StoreSession.NO_MESSAGES, Tuning.DEFAULT, CONNECTIONS);
        try {
            return look(assembly, services.get(), mapping, wrong, err);
        } catch (RuntimeException e) {
            assembly.close();
            throw e;
        }
    }

    private static boolean malformed(Services services, Wrong wrong) {
        int before = wrong.count();
        wrong.unless(() -> PostgresUrl.parse(services.postgresUrl(), "POSTGRES_URL"));
        services.storeUrl().ifPresent(url -> wrong.unless(() -> PostgresUrl.parse(url, "PG2CONVEX_STORE_URL")));
        wrong.unless(() -> ConvexSettings.of(services.convexUrl(), services.convexKey()));
        return wrong.count() > before;
    }

    private static BothSides look(Assembly assembly, Services services, Optional<Mapping> mapping, Wrong wrong, PrintWriter err) {
        var ports = assembly.ports();
        var source = wrong.unless(() -> ports.catalog().identity().label());
        source.ifPresent(label -> err.println("Source  " + label));
        err.println("Target  " + ports.target().label());
        if (services.storeUrl().isPresent()) {
            wrong.unless(() -> StoreSession.reach(assembly));
        }
        // Any name will do to find out whether the deployment answers.
        var handshake = wrong.unless(() -> ports.target().handshake(mapping.map(Mapping::name).orElse("plan"))).filter(found -> {
            var problem = found.protocolProblem(ports.target().label());
            problem.ifPresent(wrong::add);
            return problem.isEmpty();
        });
        var plan = source.isPresent() && mapping.isPresent()
                ? new MappingCheck(ports.catalog(), handshake.map(found -> ports.target().schema(found.schemaJson())), wrong::add)
                        .plan(mapping.get())
                : Optional.<MigrationPlan>empty();
        if (wrong.count() > 0) {
            throw wrong.exception();
        }
        return new BothSides(assembly, plan.orElseThrow(), handshake.orElseThrow());
    }

    Ports ports() {
        return assembly.ports();
    }

    MigrationPlan plan() {
        return plan;
    }

    Handshake handshake() {
        return handshake;
    }

    @Override
    public void close() {
        assembly.close();
    }
}
