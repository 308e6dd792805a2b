package dev.pg2convex.local.cli;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.message.QueueName;
import dev.pg2convex.core.store.Pages.FailedPage;
import dev.pg2convex.local.control.RunControl;
import dev.pg2convex.local.report.Alarms;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/** Looks for what asks for somebody's action. Queues that cannot be reached are said, and left out: the rest is still worth a look. */
final class AlarmLook {
    private final PrintWriter err;

    AlarmLook(PrintWriter err) {
        this.err = err;
    }

    Alarms of(RunControl control, List<FailedPage> failedPages) {
        return new Alarms(failedPages, deadLetters(control));
    }

    private Map<QueueName, Integer> deadLetters(RunControl control) {
        try {
            return control.deadLetters();
        } catch (CategorizedException e) {
            err.println("Messages in dead-letter queues are not counted: " + e.getMessage());
            return Map.of();
        }
    }
}
