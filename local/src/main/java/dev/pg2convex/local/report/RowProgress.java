package dev.pg2convex.local.report;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import me.tongfei.progressbar.ProgressBar;

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
            bars.computeIfAbsent(table, name -> Bar.of(name, Bar.ENDLESS)).stepTo(rows);
        } else if (System.nanoTime() - last >= EVERY.toNanos()) {
            last = System.nanoTime();
            err.printf(Locale.ROOT, "%s: %,d rows looked at%n", table, rows);
        }
    }

    @Override
    public void close() {
        bars.values().forEach(ProgressBar::close);
    }
}
