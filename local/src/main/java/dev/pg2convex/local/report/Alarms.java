package dev.pg2convex.local.report;

import dev.pg2convex.core.message.QueueName;
import dev.pg2convex.core.store.Pages.FailedPage;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * What asks for somebody's action, and does not mend itself.
 *
 * @param deadLetters messages in dead-letter queues, by the queue that they came from; those that cannot be reached are left out
 */
public record Alarms(List<FailedPage> failedPages, Map<QueueName, Integer> deadLetters) {
    public Alarms {
        failedPages = List.copyOf(failedPages);
        deadLetters = Map.copyOf(deadLetters);
    }

    void print(PrintWriter out, Optional<Again> again) {
        if (!failedPages.isEmpty()) {
            out.println("Failed at every attempt"
                    + again.map(further -> " (" + further.command("redrive") + " sends them again)").orElse("") + ":");
            failedPages.forEach(page -> out.printf(Locale.ROOT, "  page %d of %s: %s%n", page.id(), page.table(), page.reason()));
        }
        new TreeMap<>(deadLetters).forEach((queue, messages) -> {
            if (messages > 0) {
                out.printf(Locale.ROOT, "Dead-letter queue of %s: %,d messages that failed at every attempt or could not be read.%n",
                        name(queue), messages);
            }
        });
    }

    void put(ObjectNode json) {
        var pages = json.putArray("failedPages");
        failedPages.forEach(page -> pages.addObject().put("page", page.id()).put("table", page.table()).put("reason", page.reason()));
        var letters = json.putObject("deadLetters");
        new TreeMap<>(deadLetters).forEach((queue, messages) -> letters.put(name(queue), messages));
    }

    private static String name(QueueName queue) {
        return queue.name().toLowerCase(Locale.ROOT);
    }
}
