package dev.pg2convex.coordinator;

import dev.pg2convex.core.Ports;
import dev.pg2convex.core.protocol.GoneRows;
import dev.pg2convex.core.protocol.RunContext;
import dev.pg2convex.core.run.PlannerLease.Cursor;
import dev.pg2convex.core.run.Stage;
import dev.pg2convex.core.source.KeyRange;
import dev.pg2convex.core.store.Stages.NewPage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where to cut: the next few pages of a stage. */
final class Slices {
    /** After so long a slice takes no further table in: what is found is kept and sent. */
    private static final Duration TOGETHER = Duration.ofSeconds(1);

    private final Ports ports;

    Slices(Ports ports) {
        this.ports = ports;
    }

    /** @param next where planning goes on; empty at the stage's end */
    record Slice(List<NewPage> pages, Optional<Cursor> next, long gone) {
        Slice {
            pages = List.copyOf(pages);
        }
    }

    /** Small tables come together: each slice is a transaction of the store, and its pages are sent in batches. */
    Slice next(RunContext context, Stage stage, Cursor cursor) {
        long began = System.nanoTime();
        int most = ports.tuning().planSlice();
        var pages = new ArrayList<NewPage>();
        var next = Optional.of(cursor);
        long gone = 0;
        do {
            var part = part(context, stage, next.get(), most - pages.size());
            pages.addAll(part.pages());
            gone += part.gone();
            next = part.next();
        } while (next.isPresent() && pages.size() < most && System.nanoTime() - began < TOGETHER.toNanos());
        return new Slice(pages, next, gone);
    }

    /** Of one table. */
    private Slice part(RunContext context, Stage stage, Cursor cursor, int most) {
        return switch (stage.kind()) {
            case LOAD -> context.run().scope().redrive().isPresent() ? rejected(context, stage, cursor, most)
                    : covered(context, stage, cursor, most);
            case VERIFY -> covered(context, stage, cursor, most);
            case DELETE -> mapped(context, stage, cursor, most);
            case SCAN -> new Slice(List.of(new NewPage(cursor.table(), KeyRange.ALL)), nextTable(stage, cursor.table()), 0);
        };
    }

    private Slice covered(RunContext context, Stage stage, Cursor cursor, int most) {
        return context.run().scope().keys().isPresent() ? keys(context, stage, cursor) : rows(context, stage, cursor, most);
    }

    /** Ranges of the keys that the run was asked for; they are few, so that one slice takes them all. */
    private Slice keys(RunContext context, Stage stage, Cursor cursor) {
        var keys = context.run().scope().keys().orElseThrow().keys();
        var pages = new ArrayList<NewPage>();
        var after = Optional.<String>empty();
        for (int i = 0; i < keys.size(); i += ports.tuning().pageRows()) {
            var last = Optional.of(keys.get(Math.min(i + ports.tuning().pageRows(), keys.size()) - 1));
            pages.add(new NewPage(cursor.table(), new KeyRange(after, last)));
            after = last;
        }
        return new Slice(pages, nextTable(stage, cursor.table()), 0);
    }

    /** The first page is open to the left and the last to the right, so that rows added meanwhile anywhere belong to one of them. */
    private Slice rows(RunContext context, Stage stage, Cursor cursor, int most) {
        var table = context.covered(context.plan().table(cursor.table()));
        var borders = ports.source().borders(table, cursor.after(), ports.tuning().pageRows(), most);
        var pages = new ArrayList<NewPage>();
        var after = cursor.after();
        for (var border : borders) {
            if (after.isPresent() && after.get().equals(border)) {
                throw new IllegalStateException("planning of table " + cursor.table() + " does not advance");
            }
            pages.add(new NewPage(cursor.table(), new KeyRange(after, Optional.of(border))));
            after = Optional.of(border);
        }
        if (borders.size() == most) {
            return new Slice(pages, Optional.of(new Cursor(cursor.table(), after)), 0);
        }
        pages.add(new NewPage(cursor.table(), new KeyRange(after, Optional.empty())));
        return new Slice(pages, nextTable(stage, cursor.table()), 0);
    }

    /** Ranges of the list of rejects. */
    private Slice rejected(RunContext context, Stage stage, Cursor cursor, int most) {
        var pages = new ArrayList<NewPage>();
        var after = cursor.after();
        for (int n = 0; n < most; n++) {
            var keys = ports.rejects()
                    .toRedrive(context.run().target(), cursor.table(), context.run().scope(), new KeyRange(after, Optional.empty()),
                            ports.tuning().pageRows());
            if (keys.isEmpty()) {
                return new Slice(pages, nextTable(stage, cursor.table()), 0);
            }
            var last = Optional.of(keys.getLast());
            pages.add(new NewPage(cursor.table(), new KeyRange(after, last)));
            after = last;
        }
        return new Slice(pages, Optional.of(new Cursor(cursor.table(), after)), 0);
    }

    /** Ranges of the ID mapping; only those in which a row is gone become pages. */
    private Slice mapped(RunContext context, Stage stage, Cursor cursor, int most) {
        var pages = new ArrayList<NewPage>();
        var after = cursor.after();
        long gone = 0;
        for (int n = 0; n < most; n++) {
            var next = GoneRows.next(ports, context, cursor.table(), new KeyRange(after, Optional.empty()), ports.tuning().pageRows());
            if (next.last().isEmpty()) {
                return new Slice(pages, nextTable(stage, cursor.table()), gone);
            }
            if (!next.gone().isEmpty()) {
                pages.add(new NewPage(cursor.table(), new KeyRange(after, next.last())));
                gone += next.gone().size();
            }
            after = next.last();
        }
        return new Slice(pages, Optional.of(new Cursor(cursor.table(), after)), gone);
    }

    private static Optional<Cursor> nextTable(Stage stage, String table) {
        int index = stage.tables().indexOf(table) + 1;
        return index < stage.tables().size() ? Optional.of(new Cursor(stage.tables().get(index), Optional.empty())) : Optional.empty();
    }
}
