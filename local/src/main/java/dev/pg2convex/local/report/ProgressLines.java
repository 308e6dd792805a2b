package dev.pg2convex.local.report;

import dev.pg2convex.core.run.RunProgress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** A line now and then, where standard error is no terminal. */
public final class ProgressLines implements ProgressView {
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final PrintWriter err;
    private final Supplier<String> waiting;
    private long last = System.nanoTime();

    public ProgressLines(PrintWriter err, Supplier<String> waiting) {
        this.err = err;
        this.waiting = waiting;
    }

    @Override
    public void accept(RunProgress progress) {
        if (System.nanoTime() - last < EVERY.toNanos()) {
            return;
        }
        last = System.nanoTime();
        var tables = progress.tables()
                .stream()
                .filter(table -> table.pages() > 0)
                .map(table -> String.format(Locale.ROOT, "%s %,d of about %,d rows", Steps.label(table), table.rowsDone(),
                        table.estimatedRows()))
                .collect(Collectors.joining("; "));
        err.println(tables + waiting.get());
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
