package dev.pg2convex.local.report;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How every progress bar looks. */
final class Bar {
    /** Of a length that nobody knows beforehand. */
    static final long ENDLESS = -1;

    private Bar() {}

    static ProgressBar of(String name, long rows) {
        return new ProgressBarBuilder().setTaskName(name)
                .setInitialMax(rows)
                .setUnit(" rows", 1)
                .showSpeed()
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .build();
    }
}
