package dev.pg2convex.local.cli;

import dev.pg2convex.core.Ports;
import dev.pg2convex.core.run.Removal;
import dev.pg2convex.local.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "cleanup", mixinStandardHelpOptions = true, description = "After the cutover: takes pg2convex's own records out of Convex and out of the store, and says what to remove from the project. The documents stay. Asks first.")
final class CleanupCommand implements Callable<Integer> {
    private static final String PROJECT = """
            What is left to do in the Convex project:
              - in convex/schema.ts, remove
                  import { pg2convexTables } from "./pg2convex/tables";
                  ...pg2convexTables,
              - remove the folder convex/pg2convex, and deploy
              - remove the deploy key that was made for the migration, and from the environment and .env.local
                  POSTGRES_URL, CONVEX_DEPLOY_KEY, PG2CONVEX_STORE_URL (CONVEX_URL too, where the application does not need it)""";

    @Mixin
    Common common;

    @Mixin
    Concurrency concurrency;

    @Option(names = "--yes", description = "Do not ask.")
    boolean yes;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var mapping = common.read().name();
        var environment = Environment.of(spec);
        var reset = new ResetRun(common, concurrency.checked(), spec);
        if (!reset.carryOut(Removal.KEEP, yes, (ports, target) -> checkNoDoubt(ports, mapping, target))) {
            return ExitCode.STOPPED;
        }
        if (StoreSession.exists(environment)) {
            forgetStore(environment, mapping);
        }
        var out = spec.commandLine().getOut();
        out.println(common.json ? "{\"cleanup\":true}" : PROJECT);
        out.flush();
        return ExitCode.CLEAN;
    }

    private static void checkNoDoubt(Ports ports, String mapping, String target) {
        int open = ports.intents().open(mapping, target, 1_000).size();
        if (open > 0) {
            throw new InputException(
                    open + " batches were sent and never answered, so that nobody knows yet whether their documents were written;"
                            + " `pg2convex run` finds out, then clean up");
        }
    }

    private void forgetStore(Environment environment, String mapping) {
        var err = spec.commandLine().getErr();
        try (var store = StoreSession.open(environment)) {
            if (!store.ports().written().forgetResets(mapping)) {
                err.println("The store still has what was migrated under mapping " + mapping
                        + " to another deployment: clean up with CONVEX_URL set to that one too, or keep it.");
            } else if (store.dropIfEmpty()) {
                err.println("The schema pg2convex was dropped from the store's database: no mapping was left in it.");
            } else {
                err.println("The schema pg2convex stays in the store's database: other mappings have records in it.");
            }
        }
    }
}
