package dev.pg2convex.postgres.store;

import dev.pg2convex.core.run.Driver;
import dev.pg2convex.core.run.Run;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Who drives which run. */
final class Heartbeats {
    private final Handle handle;

    Heartbeats(Handle handle) {
        this.handle = handle;
    }

    int beat(UUID runId, Driver driver) {
        return handle
                .createUpdate(
                        """
                                INSERT INTO pg2convex.heartbeat (run_id, owner, until_at) VALUES (:run, :owner, clock_timestamp() + make_interval(secs => :seconds))
                                ON CONFLICT (run_id, owner) DO UPDATE SET beat_at = clock_timestamp(), until_at = excluded.until_at""")
                .bind("run", runId)
                .bind("owner", driver.name())
                .bind("seconds", driver.holds().toMillis() / 1000.0)
                .execute();
    }

    /** @param except who does not count; nobody has an empty name */
    boolean alive(UUID runId, String except) {
        return handle.createQuery("""
                SELECT EXISTS (SELECT FROM pg2convex.heartbeat
                    WHERE run_id = :run AND owner <> :owner AND until_at > clock_timestamp())""")
                .bind("run", runId)
                .bind("owner", except)
                .mapTo(Boolean.class)
                .one();
    }

    List<Run> drivenBy(String name) {
        return RunRows.all(handle.createQuery(RunRows.SELECT + """
                WHERE state = 'active' AND :owner = coalesce((SELECT owner FROM pg2convex.heartbeat WHERE run_id = run.id
                    ORDER BY beat_at DESC LIMIT 1), :owner)
                ORDER BY number""").bind("owner", name));
    }
}
