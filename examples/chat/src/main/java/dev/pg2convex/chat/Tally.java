package dev.pg2convex.chat;

import dev.pg2convex.core.run.Counts;
import dev.pg2convex.core.store.RejectReason;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** One table while it is changed: what is in it, and what that must do to its documents. A row is changed once at most. */
final class Tally {
    private final Map<String, RejectReason> rejects;
    private final Set<String> outdated;
    private final Set<Integer> changed = new HashSet<>();
    private long rows;
    private long inserted;
    private long updated;
    private long deleted;

    Tally(Manifest.Table before) {
        rows = before.rows();
        rejects = new HashMap<>(before.rejects());
        outdated = new HashSet<>(before.outdated());
    }

    void added(int key) {
        rows++;
        inserted++;
        changed.add(key);
    }

    void addedBad(int key, RejectReason reason) {
        rows++;
        rejects.put(Integer.toString(key), reason);
        changed.add(key);
    }

    void updated(int key) {
        updated++;
        changed.add(key);
    }

    /** Changed, but its document stays as it is. */
    void touched(int key) {
        changed.add(key);
    }

    void removed(int key) {
        rows--;
        boolean rejected = rejects.remove(Integer.toString(key)) != null;
        if (outdated.remove(Integer.toString(key)) || !rejected) {
            deleted++;
        }
        changed.add(key);
    }

    /** A rejected row is good now. */
    void cured(int key) {
        if (rejects.remove(Integer.toString(key)) == null) {
            throw new IllegalStateException("row " + key + " was not rejected");
        }
        if (outdated.remove(Integer.toString(key))) {
            updated++;
        } else {
            inserted++;
        }
        changed.add(key);
    }

    /** A good row is rejected now. */
    void spoiled(int key, RejectReason reason) {
        rejects.put(Integer.toString(key), reason);
        outdated.add(Integer.toString(key));
        changed.add(key);
    }

    long rows() {
        return rows;
    }

    Map<String, RejectReason> rejects() {
        return rejects;
    }

    /** Keys of rows that must not be picked for a further change. */
    Set<Integer> changed() {
        return changed;
    }

    Counts counts() {
        long unchanged = rows - rejects.size() - inserted - updated;
        return new Counts(rows, inserted, 0, updated, unchanged, 0, deleted, rejects.size());
    }

    Manifest.Table after() {
        return new Manifest.Table(rows, rejects, outdated);
    }
}
