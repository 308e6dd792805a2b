package dev.pg2convex.local.report;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How many rows of which table were looked at: bars on a terminal's standard error, elsewhere a line now and then. */
public final class RowProgress implements ObjLongConsumer<String>, AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final boolean terminal;
    private final PrintWriter err;
    private final Map<String, ProgressBar> bars = new LinkedHashMap<>();
    private long last = System.nanoTime();

    public RowProgress(boolean terminal, PrintWriter err) {
        this.terminal = terminal;
        this.err = err;
    }

    @Override
    public void accept(String table, long rows) {
        if (terminal) {
            bars.computeIfAbsent(table, RowProgress::bar).stepTo(rows);
        } else if (System.nanoTime() - last >= EVERY.toNanos()) {
            last = System.nanoTime();
            err.printf(Locale.ROOT, "%s: %,d rows looked at%n", table, rows);
        }
    }

    /** Of unknown length: how many rows there are is not known beforehand. */
    private static ProgressBar bar(String table) {
        return new ProgressBarBuilder().setTaskName(table)
                .setInitialMax(-1)
                .setUnit(" rows", 1)
                .showSpeed()
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .build();
    }

    @Override
    public void close() {
        bars.values().forEach(ProgressBar::close);
    }
}
