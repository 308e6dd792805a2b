package dev.pg2convex.core.store;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.run.Removal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Port: which tables and fields a mapping's runs have written to a target, until they are let go of. */
public interface Written {
    List<Field> of(String mapping, String target);

    /**
     * Before the first write of a run, and after every earlier intent is closed: keeps what it may write, and does about the rest as was decided. What is
     * kept is forgotten, the ID mappings and rejects of a whole table with it; what is to be deleted is marked so, until it is.
     *
     * @param mapped the fields of each table of the run's mapping
     * @param removal of what the mapping no longer has and nobody has decided about yet
     */
    void begin(UUID runId, Map<String, List<String>> mapped, Optional<Removal> removal);

    /** The marked fields of these tables are out of the documents: forgets them. So it does with marked tables that have no ID mapping left. */
    void deleted(UUID runId, List<String> tables);

    /**
     * Forgets everything of a reset's mapping and target, earlier runs and versions of the file included, but for the reset itself.
     *
     * @return false when it is no reset that goes on: then nothing was forgotten
     */
    boolean forget(UUID resetId);

    /** Forgets ended resets and every version of a mapping that no other run needs. False when a run of another target needs some. */
    boolean forgetResets(String mapping);

    /** @param removed no longer of the mapping, and to be taken out of the documents */
    record Field(String table, String name, boolean removed) {
        public Field {
            requireNonNull(table);
            requireNonNull(name);
        }
    }
}
