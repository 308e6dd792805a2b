package dev.pg2convex.chat;

import static java.util.stream.Collectors.toCollection;

import dev.pg2convex.core.store.RejectReason;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The source while it is changed: its SQL, the tallies, and rows to pick. */
final class Changing {
    final Sql sql;
    final List<String> adopted;
    private final long seed;
    private final Map<String, Tally> tallies;

    Changing(Sql sql, Manifest before, long seed) {
        this.sql = sql;
        this.seed = seed;
        adopted = before.adopted();
        tallies = Manifest.byTable(table -> new Tally(before.table(table)));
    }

    Tally tally(String table) {
        return tallies.get(table);
    }

    Dice dice(String purpose, long ordinal) {
        return Dice.of(seed, purpose, ordinal);
    }

    /** One of so many rows of the table, but this many at least. */
    int share(String table, int of, int least) {
        return Math.toIntExact(Math.max(least, tally(table).rows() / of));
    }

    /** Good rows that have not been changed, from anywhere in the table; fewer where there are fewer. */
    Integer[] pick(String table, int count, String where) throws SQLException {
        var avoid = tally(table).rejects().keySet().stream().map(Integer::valueOf).collect(toCollection(TreeSet::new));
        avoid.addAll(tally(table).changed());
        var keys = sql.keys("SELECT id FROM " + table + " WHERE id <> ALL(?) AND " + where + " ORDER BY md5(id::text || ?), id LIMIT ?",
                avoid.toArray(Integer[]::new), "/" + seed, count);
        return keys.toArray(Integer[]::new);
    }

    /** Rejected rows with one of these reasons, by ascending key. */
    List<Integer> rejected(String table, int count, Predicate<RejectReason> reason) {
        return tally(table).rejects()
                .entrySet()
                .stream()
                .filter(reject -> reason.test(reject.getValue()))
                .map(reject -> Integer.valueOf(reject.getKey()))
                .filter(key -> !tally(table).changed().contains(key))
                .sorted()
                .limit(count)
                .toList();
    }
}
