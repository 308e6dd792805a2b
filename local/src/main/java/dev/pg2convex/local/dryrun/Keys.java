package dev.pg2convex.local.dryrun;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Keys of rows that a run would reject, by table: as many as fit into memory. */
final class Keys {
    private final int most;
    private final Map<String, Map<String, String>> byTable = new HashMap<>();
    private int kept;
    private boolean full;

    /** @param most keys of all tables together; about 200 bytes each */
    Keys(int most) {
        this.most = most;
    }

    /** @param field why: the Convex field at fault, or nothing */
    void add(String table, String key, String field) {
        var keys = byTable.computeIfAbsent(table, _ -> new HashMap<>());
        if (kept == most) {
            full |= !keys.containsKey(key);
        } else if (keys.putIfAbsent(key, field) == null) {
            kept++;
        }
    }

    boolean has(String table, String key) {
        return fieldOf(table, key).isPresent();
    }

    Optional<String> fieldOf(String table, String key) {
        return Optional.ofNullable(byTable.getOrDefault(table, Map.of()).get(key));
    }

    /** Some did not fit. */
    boolean full() {
        return full;
    }

    int most() {
        return most;
    }
}
