package dev.pg2convex.local.cli;

import dev.pg2convex.core.store.Rejects.Reject;
import dev.pg2convex.local.ExitCode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

@Command(name = "rejects", mixinStandardHelpOptions = true, description = "Lists the rows that could not be migrated, each with its reason; never their values.")
final class RejectsCommand implements Callable<Integer> {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    @Mixin
    Common common;

    @Option(names = "--table", paramLabel = "NAME", description = "Only this Convex table.")
    Optional<String> table = Optional.empty();

    @Option(names = "--limit", paramLabel = "N", defaultValue = "1000", description = "At most so many (default: ${DEFAULT-VALUE}).")
    int limit;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        var mapping = common.read().name();
        try (var store = StoreSession.open(Environment.of(spec))) {
            print(store.ports().rejects().list(mapping, store.latest(mapping).target(), table, limit));
            return ExitCode.CLEAN;
        }
    }

    private void print(List<Reject> rejects) {
        var out = spec.commandLine().getOut();
        if (common.json) {
            var array = MAPPER.createObjectNode();
            var list = array.putArray("rejects");
            for (var reject : rejects) {
                var each = list.addObject().put("table", reject.table()).put("key", reject.key()).put("reason", reject.reason());
                reject.field().ifPresent(field -> each.put("field", field));
            }
            out.println(array);
        } else {
            for (var reject : rejects) {
                out.printf(Locale.ROOT, "%-20s %-20s %-24s %s%n", reject.table(), reject.key(), reject.reason(), reject.field().orElse(""));
            }
            spec.commandLine()
                    .getErr()
                    .println(rejects.size() + (rejects.size() == limit ? " rejects (there may be more: --limit)" : " rejects"));
        }
        out.flush();
    }
}
