package dev.pg2convex.verifier;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import dev.pg2convex.core.Ports;
import dev.pg2convex.core.protocol.HeldPage;
import dev.pg2convex.core.protocol.PageInterrupted;
import dev.pg2convex.core.protocol.Retry;
import dev.pg2convex.core.store.StoreRefused;
import dev.pg2convex.core.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads documents by ID, in calls that stay below what one Convex query may read. */
final class Documents {
    /** What is assumed of a document whose size is not known. */
    static final long SMALL = 4 << 10;
    /** A quarter of what a query may read (convex-contract: 16 MiB), since a document may have grown fields of the application's own. */
    private static final long BYTES = 4 << 20;
    private static final int COUNT = 1_000;

    private final Ports ports;
    private final Retry retry;

    Documents(Ports ports, Retry retry) {
        this.ports = ports;
        this.retry = retry;
    }

    /** @param size expected, in bytes */
    record Wanted(String id, long size) {}

    /** Those that exist, by ID. */
    Map<String, Value.Obj> get(HeldPage page, String table, List<Wanted> wanted, List<String> fields) throws StoreRefused, PageInterrupted {
        var found = new HashMap<String, Value.Obj>();
        var call = new ArrayList<String>();
        long bytes = 0;
        for (var one : wanted) {
            if (!call.isEmpty() && (call.size() == COUNT || bytes + one.size() > BYTES)) {
                read(page, table, call, fields, found);
                call.clear();
                bytes = 0;
            }
            call.add(one.id());
            bytes += one.size();
        }
        if (!call.isEmpty()) {
            read(page, table, call, fields, found);
        }
        return found;
    }

    /** Fewer at once where they are larger than was assumed, and a query may not read so much. */
    private void read(HeldPage page, String table, List<String> ids, List<String> fields, Map<String, Value.Obj> found)
            throws StoreRefused, PageInterrupted {
        var asked = List.copyOf(ids);
        try {
            var answers = retry.call(page, () -> ports.target().documents(table, asked, fields));
            for (int i = 0; i < asked.size(); i++) {
                if (answers.get(i).isPresent()) {
                    found.put(asked.get(i), answers.get(i).get());
                }
            }
        } catch (CategorizedException e) {
            if (e.failure() != Failure.DETERMINISTIC || asked.size() == 1) {
                throw e;
            }
            int half = asked.size() / 2;
            read(page, table, asked.subList(0, half), fields, found);
            read(page, table, asked.subList(half, asked.size()), fields, found);
        }
    }
}
