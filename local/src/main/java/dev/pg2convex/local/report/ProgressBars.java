package dev.pg2convex.local.report;

import dev.pg2convex.core.run.RunProgress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;

/** One bar per table and step on a terminal's standard error: rows, rate, time left, and why it waits. */
public final class ProgressBars implements ProgressView {
    private final Supplier<String> waiting;
    private final Map<String, ProgressBar> bars = new LinkedHashMap<>();

    /** @param waiting why things are slow at the moment, or nothing */
    public ProgressBars(Supplier<String> waiting) {
        this.waiting = waiting;
    }

    @Override
    public void accept(RunProgress progress) {
        for (var table : progress.tables()) {
            if (table.pages() == 0) {
                continue;
            }
            var step = Steps.label(table);
            var bar = bars.computeIfAbsent(step + "/" + table.pass(), _ -> Bar.of(step, Math.max(1, table.estimatedRows())));
            boolean done = table.pagesDone() == table.pages() && table.rowsDone() > 0;
            bar.maxHint(done ? table.rowsDone() : Math.max(table.estimatedRows(), table.rowsDone()));
            bar.stepTo(table.rowsDone());
            bar.setExtraMessage(done ? "" : waiting.get());
        }
    }

    @Override
    public void close() {
        bars.values().forEach(ProgressBar::close);
    }
}
