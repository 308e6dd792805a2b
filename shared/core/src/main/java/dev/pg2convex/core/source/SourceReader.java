package dev.pg2convex.core.source;

import dev.pg2convex.core.plan.TablePlan;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Port: reads the source database. Each call is one read-only snapshot with settings of its own ({@code SET LOCAL}) and keeps no session state,
 * so that it works through a transaction pooler. Every method may throw a {@link dev.pg2convex.core.CategorizedException}.
 */
public interface SourceReader {
    /** Rows of the range in key order, at most {@code maxRows} and about {@code maxBytes} of text, at least one if there is one. */
    RowSlice read(TablePlan plan, KeyRange range, int maxRows, long maxBytes);

    /** The rows with these keys, those that exist. */
    List<SourceRow> readKeys(TablePlan plan, Collection<String> keys);

    /** Which of these keys exist in the source and inside the plan's {@code where}. */
    Set<String> existing(TablePlan plan, Collection<String> keys);

    /** Keys as somebody spells them, each in the spelling of its row; or what is wrong with the first that can be no key of the table. */
    GivenKeys spelt(TablePlan plan, List<String> keys);

    /** What became of keys that somebody gave. */
    sealed interface GivenKeys {
        /** @param keys by position */
        record Good(List<String> keys) implements GivenKeys {
            public Good {
                keys = List.copyOf(keys);
            }
        }

        /** @param expected what a key of the table is */
        record Bad(String key, String expected) implements GivenKeys {}
    }

    /**
     * Where to cut: every {@code pageRows}-th key after {@code after}, at most {@code pages} of them, read from the key's index only.
     * Fewer than {@code pages} means that the table ends within a page after the last.
     */
    List<String> borders(TablePlan plan, Optional<String> after, int pageRows, int pages);

    /** The planner's estimate of the number of rows, or an exact count where there is none. */
    long estimateRows(TablePlan plan);

    /** The keys of all rows whose value of the field is shared with another row, each with whether it is the first by key. Streams. */
    void collisions(TablePlan plan, String field, Consumer<Collision> each);

    /**
     * The keys of all rows whose values of these fields, taken together, are shared with another row, as {@link #collisions}. Here nulls are equal:
     * documents that lack a field have the same natural key. Streams.
     */
    void duplicates(TablePlan plan, List<String> fields, Consumer<Collision> each);

    /** A row that shares its value of a field that should be unique. */
    record Collision(String key, boolean first) {}
}
