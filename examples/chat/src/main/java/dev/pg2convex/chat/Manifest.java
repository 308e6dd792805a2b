package dev.pg2convex.chat;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.pg2convex.core.run.Counts;
import dev.pg2convex.core.store.RejectReason;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What is in the source and what must come out of it.
 *
 * @param tables by name
 * @param sameUsernames each username that several users derive, with their keys in ascending order; rejected users don't count
 * @param adopted keys of the users whom the application has created in Convex already
 */
public record Manifest(Map<String, Table> tables, Map<String, List<String>> sameUsernames, List<String> adopted) {
    public Manifest {
        tables = Map.copyOf(tables);
        var usernames = new TreeMap<String, List<String>>();
        sameUsernames.forEach((username, keys) -> usernames.put(username, List.copyOf(keys)));
        sameUsernames = Collections.unmodifiableMap(usernames);
        adopted = List.copyOf(adopted);
        if (!tables.keySet().equals(Set.copyOf(ChatTables.ALL))) {
            throw new IllegalArgumentException("expected the tables " + ChatTables.ALL + ", not " + tables.keySet());
        }
    }

    /**
     * One table.
     *
     * @param rows in the source
     * @param rejects key to reason
     * @param outdated those of the rejects that were good when they were migrated: their documents stay as they were then
     */
    public record Table(long rows, Map<String, RejectReason> rejects, Set<String> outdated) {
        public Table {
            rejects = Map.copyOf(rejects);
            outdated = Set.copyOf(outdated);
            if (!rejects.keySet().containsAll(outdated)) {
                throw new IllegalArgumentException("an outdated document belongs to a rejected row");
            }
        }

        /** How many documents there must be. */
        public long documents() {
            return rows - rejects.size() + outdated.size();
        }
    }

    public Table table(String name) {
        var table = tables.get(name);
        if (table == null) {
            throw new IllegalArgumentException("no table \"" + name + "\"; there are " + ChatTables.ALL);
        }
        return table;
    }

    /** The counts of a first run, by table: everything good is inserted, or adopted. */
    public Map<String, Counts> firstRun() {
        return byTable(name -> {
            var table = table(name);
            long rejected = table.rejects().size();
            long taken = name.equals(ChatTables.USERS) ? adopted.size() : 0;
            return new Counts(table.rows(), table.rows() - rejected - taken, taken, 0, 0, 0, 0, rejected);
        });
    }

    /** The counts of a run that finds all of it migrated, by table. */
    public Map<String, Counts> quietRun() {
        return byTable(name -> {
            var table = table(name);
            long rejected = table.rejects().size();
            return new Counts(table.rows(), 0, 0, 0, table.rows() - rejected, 0, 0, rejected);
        });
    }

    static <T> Map<String, T> byTable(Function<String, T> of) {
        return ChatTables.ALL.stream().collect(toUnmodifiableMap(Function.identity(), of));
    }
}
