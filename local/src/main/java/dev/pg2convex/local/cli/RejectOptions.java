package dev.pg2convex.local.cli;

import dev.pg2convex.core.mapping.Suggestion;
import dev.pg2convex.core.store.RejectReason;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Option;

/** Which rejects a command is about. */
final class RejectOptions {
    @Option(names = "--table", paramLabel = "NAME", description = "Only of this Convex table; may be given several times.")
    List<String> tables = List.of();

    @Option(names = "--reason", paramLabel = "CODE", description = "Only for this reason, such as orphan; may be given several times.")
    List<String> reasons = List.of();

    List<String> checkedReasons() {
        var codes = Arrays.stream(RejectReason.values()).map(RejectReason::code).toList();
        for (var reason : reasons) {
            if (!codes.contains(reason)) {
                throw new InputException("there is no reason `" + reason + "` (--reason)" + Suggestion.of(reason, codes));
            }
        }
        return reasons;
    }
}
