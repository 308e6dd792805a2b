package dev.pg2convex.postgres.source;

import dev.pg2convex.core.plan.FieldPlan;
import dev.pg2convex.core.plan.TablePlan;
import dev.pg2convex.core.source.Cell;
import dev.pg2convex.core.source.SourceColumn;
import dev.pg2convex.core.source.SourceRow;
import dev.pg2convex.core.store.RejectReason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads rows in the order of columns that {@link SelectSql#rows} gives them. */
final class RowDecoder {
    private final TablePlan plan;
    private final Set<Integer> blank;
    private final Map<Integer, CellDecoder> decoders = new HashMap<>();

    private int column;
    private long characters;

    RowDecoder(TablePlan plan) {
        this(plan, Set.of());
    }

    /** @param blank fields that were not computed, because Postgres cannot */
    RowDecoder(TablePlan plan, Set<Integer> blank) {
        this.plan = plan;
        this.blank = Set.copyOf(blank);
        for (int i = 0; i < plan.fields().size(); i++) {
            if (plan.fields().get(i).ref().isEmpty()) {
                decoders.put(i, CellDecoder.of(plan.fields().get(i)));
            }
        }
    }

    SourceRow decode(ResultSet row) throws SQLException {
        column = 0;
        String key = key(row, plan.key()).orElseThrow(() -> new SQLException("a key of table " + plan.table() + " is null", "22004"));
        var cells = new ArrayList<Cell>(plan.fields().size());
        for (int i = 0; i < plan.fields().size(); i++) {
            cells.add(cell(row, i));
        }
        return new SourceRow(key, cells);
    }

    /** The text read so far, which is about what it takes in memory. */
    long characters() {
        return characters;
    }

    private Cell cell(ResultSet row, int position) throws SQLException {
        FieldPlan field = plan.fields().get(position);
        if (blank.contains(position)) {
            next(row);
            return new Cell.Unfit(RejectReason.INVALID_VALUE.code());
        }
        if (field.ref().isEmpty()) {
            return decoders.get(position).decode(next(row));
        }
        boolean absent = row.getBoolean(++column);
        Optional<String> parent = key(row, field.ref().get().parentKey());
        return absent ? new Cell.Absent() : parent.<Cell>map(Cell.Parent::new).orElseGet(Cell.Orphan::new);
    }

    private Optional<String> key(ResultSet row, List<SourceColumn> columns) throws SQLException {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            next(row).ifPresent(texts::add);
        }
        return texts.size() == columns.size() ? Optional.of(KeyText.of(columns, texts)) : Optional.empty();
    }

    private Optional<String> next(ResultSet row) throws SQLException {
        Optional<String> text = Optional.ofNullable(row.getString(++column));
        characters += text.map(String::length).orElse(0);
        return text;
    }
}
