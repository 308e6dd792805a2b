package dev.pg2convex.postgres.source;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import dev.pg2convex.core.mapping.FieldSource;
import dev.pg2convex.core.plan.TablePlan;
import dev.pg2convex.core.source.KeyRange;
import dev.pg2convex.core.source.RowSlice;
import dev.pg2convex.core.source.SourceReader;
import dev.pg2convex.core.source.SourceRow;
import dev.pg2convex.postgres.source.Snapshots.Extent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Reads rows of a Postgres database. Safe for use by many threads. */
public final class PostgresReader implements SourceReader {
    private static final int COLLISION_FETCH = 1_000;

    private final Snapshots snapshots;

    /** @param source connections, as {@link dev.pg2convex.postgres.Postgres#dataSource} makes them */
    public PostgresReader(DataSource source) {
        this.snapshots = new Snapshots(source);
    }

    @Override
    public RowSlice read(TablePlan plan, KeyRange range, int maxRows, long maxBytes) {
        // One row more than asked for tells whether the range goes on.
        SqlQuery query = new SelectSql(plan).rows(range, maxRows + 1, Set.of());
        try {
            return stream(plan, new RowDecoder(plan), query, maxRows, maxBytes);
        } catch (CategorizedException e) {
            if (!isAboutARow(plan, e)) {
                throw e;
            }
            return maxRows > 1 ? read(plan, range, maxRows / 2, maxBytes) : readFirst(plan, range);
        }
    }

    /** Whether more follows is for the next read to find out: a look at the next row might fail. */
    private RowSlice readFirst(TablePlan plan, KeyRange range) {
        List<SourceRow> rows = readAround(plan, (blank, decoder) -> stream(plan, decoder, new SelectSql(plan).rows(range, 1, blank), 1, 1))
                .rows();
        return new RowSlice(rows, rows.stream().map(SourceRow::key).findFirst());
    }

    @Override
    public List<SourceRow> readKeys(TablePlan plan, Collection<String> keys) {
        return keys.isEmpty() ? List.of() : readable(plan, keys, () -> rowsOf(plan, keys));
    }

    private List<SourceRow> rowsOf(TablePlan plan, Collection<String> keys) {
        try {
            return byKeys(plan, keys, Set.of(), new RowDecoder(plan)).rows();
        } catch (CategorizedException e) {
            if (!isAboutARow(plan, e)) {
                throw e;
            }
            if (keys.size() == 1) {
                return readAround(plan, (blank, decoder) -> byKeys(plan, keys, blank, decoder)).rows();
            }
            var all = List.copyOf(keys);
            var rows = new ArrayList<>(rowsOf(plan, all.subList(0, all.size() / 2)));
            rows.addAll(rowsOf(plan, all.subList(all.size() / 2, all.size())));
            return rows;
        }
    }

    @Override
    public Set<String> existing(TablePlan plan, Collection<String> keys) {
        if (keys.isEmpty()) {
            return Set.of();
        }
        var found = new HashSet<>(readable(plan, keys, () -> snapshots.read(reading(plan), Extent.PAGE, plan.source(),
                connection -> new SelectSql(plan).existing(keys).list(connection, row -> KeyColumns.read(row, plan.key())))));
        found.retainAll(Set.copyOf(keys));
        return found;
    }

    /** Keys come from the store, too: noted when their rows were moved, perhaps before the type of the column changed. */
    private <T> T readable(TablePlan plan, Collection<String> keys, Supplier<T> work) {
        try {
            return work.get();
        } catch (CategorizedException e) {
            if (e.failure() == Failure.DETERMINISTIC) {
                refuseUnreadable(plan, keys);
            }
            throw e;
        } catch (IllegalArgumentException e) {
            // A key of another number of columns.
            refuseUnreadable(plan, keys);
            throw e;
        }
    }

    private void refuseUnreadable(TablePlan plan, Collection<String> keys) {
        if (spelt(plan, List.copyOf(keys)) instanceof GivenKeys.Bad bad) {
            throw new CategorizedException(Failure.CONFIGURATION, "key_unreadable",
                    "the row `" + bad.key() + "` of table " + plan.table() + " was migrated, and that is no key of it any more: a key is "
                            + bad.expected()
                            + "; the key's type has changed since, such as a label of an enum that was renamed. Change it back in Postgres,"
                            + " or move the table anew after `pg2convex reset`");
        }
    }

    @Override
    public GivenKeys spelt(TablePlan plan, List<String> keys) {
        var spelling = new KeySpelling(plan.key());
        var parts = new ArrayList<List<String>>();
        for (String key : keys) {
            try {
                parts.add(KeyText.parts(plan.key(), key));
            } catch (IllegalArgumentException _) {
                return new GivenKeys.Bad(key, spelling.expected());
            }
        }
        try {
            var spelt = snapshots.read("reading keys of table " + plan.table(), Extent.PAGE, connection -> spelling.sql(parts)
                    .list(connection, row -> row.getBoolean(plan.key().size() + 1) ? KeyColumns.read(row, plan.key()) : ""));
            // No key is empty but one that was given so.
            for (int i = 0; i < keys.size(); i++) {
                if (spelt.get(i).isEmpty() && !keys.get(i).isEmpty()) {
                    return new GivenKeys.Bad(keys.get(i), spelling.expected());
                }
            }
            return new GivenKeys.Good(spelt);
        } catch (CategorizedException e) {
            if (e.failure() != Failure.DETERMINISTIC) {
                throw e;
            }
            return keys.size() == 1 ? new GivenKeys.Bad(keys.getFirst(), spelling.expected()) : speltByHalves(plan, keys);
        }
    }

    private GivenKeys speltByHalves(TablePlan plan, List<String> keys) {
        var first = spelt(plan, keys.subList(0, keys.size() / 2));
        // The one at fault is in one of them.
        return first instanceof GivenKeys.Bad ? first : spelt(plan, keys.subList(keys.size() / 2, keys.size()));
    }

    @Override
    public List<String> borders(TablePlan plan, Optional<String> after, int pageRows, int pages) {
        return snapshots.read("planning pages of table " + plan.table(), Extent.PAGE, plan.source(),
                connection -> new SelectSql(plan).borders(after, pageRows, pages)
                        .list(connection, row -> KeyColumns.read(row, plan.key())));
    }

    @Override
    public long estimateRows(TablePlan plan) {
        return snapshots.read("counting table " + plan.table(), Extent.TABLE, plan.source(), connection -> {
            Optional<Long> estimate = plan.where().isPresent() ? Optional.empty() : RowEstimate.of(connection, plan.source());
            return estimate.isPresent() ? estimate.get() : new SelectSql(plan).count().list(connection, row -> row.getLong(1)).getFirst();
        });
    }

    @Override
    public void collisions(TablePlan plan, String field, Consumer<Collision> each) {
        sharing(plan, field, new SelectSql(plan).collisions(position(plan, field)), each);
    }

    @Override
    public void duplicates(TablePlan plan, List<String> fields, Consumer<Collision> each) {
        var positions = fields.stream().map(field -> position(plan, field)).toList();
        sharing(plan, String.join(", ", fields), new SelectSql(plan).duplicates(positions), each);
    }

    private static int position(TablePlan plan, String field) {
        int position = plan.fieldNames().indexOf(field);
        if (position < 0) {
            throw new IllegalArgumentException("table " + plan.table() + " has no field " + field);
        }
        return position;
    }

    private void sharing(TablePlan plan, String fields, SqlQuery query, Consumer<Collision> each) {
        snapshots.read("looking for equal values of " + plan.table() + "." + fields, Extent.TABLE, plan.source(), connection -> {
            try (var statement = query.prepare(connection)) {
                statement.setFetchSize(COLLISION_FETCH);
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        each.accept(new Collision(KeyColumns.read(rows, plan.key()), rows.getBoolean(plan.key().size() + 1)));
                    }
                }
            }
            return Optional.empty();
        });
    }

    private RowSlice stream(TablePlan plan, RowDecoder decoder, SqlQuery query, int maxRows, long maxBytes) {
        return snapshots.read(reading(plan), Extent.PAGE, plan.source(),
                connection -> new RowStream(decoder, maxRows, maxBytes).read(connection, query));
    }

    private RowSlice byKeys(TablePlan plan, Collection<String> keys, Set<Integer> blank, RowDecoder decoder) {
        return stream(plan, decoder, new SelectSql(plan).rowsByKeys(keys, blank), Integer.MAX_VALUE, Long.MAX_VALUE);
    }

    /** Reads one row, with or without some of its fields. */
    @FunctionalInterface
    private interface OneRow {
        RowSlice read(Set<Integer> blank, RowDecoder decoder);
    }

    /** One row: expressions that Postgres cannot compute for it are marked, and stand in no other row's way. */
    private static RowSlice readAround(TablePlan plan, OneRow row) {
        Set<Integer> expressions = expressions(plan);
        Set<Integer> failing = new HashSet<>();
        for (int expression : expressions) {
            Set<Integer> others = new HashSet<>(expressions);
            others.remove(expression);
            try {
                row.read(others, new RowDecoder(plan, others));
            } catch (CategorizedException e) {
                if (e.failure() != Failure.DETERMINISTIC) {
                    throw e;
                }
                failing.add(expression);
            }
        }
        return row.read(failing, new RowDecoder(plan, failing));
    }

    private static boolean isAboutARow(TablePlan plan, CategorizedException failure) {
        return failure.failure() == Failure.DETERMINISTIC && !expressions(plan).isEmpty();
    }

    private static Set<Integer> expressions(TablePlan plan) {
        var positions = new HashSet<Integer>();
        for (int i = 0; i < plan.fields().size(); i++) {
            if (plan.fields().get(i).source() instanceof FieldSource.Sql) {
                positions.add(i);
            }
        }
        return positions;
    }

    private static String reading(TablePlan plan) {
        return "reading table " + plan.table();
    }
}
