package dev.pg2convex.local.dryrun;

import dev.pg2convex.core.Tuning;
import dev.pg2convex.core.plan.TablePlan;
import dev.pg2convex.core.source.KeyRange;
import dev.pg2convex.core.source.SourceReader;
import dev.pg2convex.core.source.SourceRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads a table's rows: all of them, in the pages and slices of a run, or every so many. */
final class TableRows {
    /** Keys that one query steps over: as many as the planner's. */
    private static final int STEP = 100_000;
    /** Rows read by key at a time: they may all be large. */
    private static final int CHUNK = 50;

    private final SourceReader source;
    private final Tuning tuning;

    TableRows(SourceReader source, Tuning tuning) {
        this.source = source;
        this.tuning = tuning;
    }

    boolean moreThan(TablePlan table, long rows) {
        Optional<String> last = Optional.empty();
        for (long left = rows; left > 0; left -= STEP) {
            var key = source.borders(table, last, (int) Math.min(left, STEP), 1);
            if (key.isEmpty()) {
                return false;
            }
            last = Optional.of(key.getFirst());
        }
        return !source.borders(table, last, 1, 1).isEmpty();
    }

    /** As the planner cuts pages and the worker reads them. */
    void all(TablePlan table, Consumer<List<SourceRow>> slice) {
        Optional<String> after = Optional.empty();
        while (true) {
            var borders = source.borders(table, after, tuning.pageRows(), tuning.planSlice());
            for (var border : borders) {
                page(table, new KeyRange(after, Optional.of(border)), slice);
                after = Optional.of(border);
            }
            if (borders.size() < tuning.planSlice()) {
                page(table, new KeyRange(after, Optional.empty()), slice);
                return;
            }
        }
    }

    private void page(TablePlan table, KeyRange page, Consumer<List<SourceRow>> slice) {
        var range = page;
        while (true) {
            var read = source.read(table, range, tuning.pageRows(), tuning.sliceBytes());
            if (!read.rows().isEmpty()) {
                slice.accept(read.rows());
            }
            if (read.next().isEmpty()) {
                return;
            }
            range = range.beyond(read.next().get());
        }
    }

    /** Every so many rows one, in key order and all over the table. */
    void every(TablePlan table, int stride, Consumer<List<SourceRow>> chunk) {
        int keys = Math.clamp(STEP / stride, 1, tuning.pageRows());
        Optional<String> after = Optional.empty();
        while (true) {
            var borders = source.borders(table, after, stride, keys);
            for (int from = 0; from < borders.size(); from += CHUNK) {
                var wanted = borders.subList(from, Math.min(from + CHUNK, borders.size()));
                chunk.accept(new ArrayList<>(source.readKeys(table, wanted)));
            }
            if (borders.size() < keys) {
                return;
            }
            after = Optional.of(borders.getLast());
        }
    }
}
