package dev.pg2convex.chaos;

import dev.pg2convex.core.protocol.FaultPoint;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One fault of a plan.
 *
 * @param nth the how-manieth time that the point is reached, from 1
 */
record PlannedFault(FaultPoint point, int nth, FaultAction action) {

    /** As one word, for a process's command line. */
    static String format(List<PlannedFault> plan) {
        return plan.stream().map(fault -> fault.point + ":" + fault.nth + ":" + fault.action).collect(Collectors.joining(","));
    }

    static List<PlannedFault> parse(String text) {
        return Arrays.stream(text.split(",", -1)).filter(fault -> !fault.isEmpty()).map(fault -> {
            var parts = fault.split(":", -1);
            return new PlannedFault(FaultPoint.valueOf(parts[0]), Integer.parseInt(parts[1]), FaultAction.valueOf(parts[2]));
        }).toList();
    }
}
