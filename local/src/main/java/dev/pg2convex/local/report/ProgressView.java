package dev.pg2convex.local.report;

import dev.pg2convex.core.run.RunProgress;
import java.util.function.Consumer;

/** Shows where a run stands, each time it is told. */
public interface ProgressView extends Consumer<RunProgress>, AutoCloseable {
    @Override
    void close();
}
