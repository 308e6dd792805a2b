package dev.pg2convex.postgres.store;

import dev.pg2convex.core.run.Activity;
import dev.pg2convex.core.run.Driver;
import dev.pg2convex.core.run.Run;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Who drives which run. */
final class Heartbeats {
    private static final String DRIVEN = """
            state = 'active' AND :owner = coalesce((SELECT owner FROM pg2convex.heartbeat WHERE run_id = run.id
                ORDER BY beat_at DESC LIMIT 1), :owner)""";

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
        return RunRows.all(handle.createQuery(RunRows.SELECT + "WHERE " + DRIVEN + " ORDER BY number").bind("owner", name));
    }

    Activity activity(String name) {
        return handle.createQuery("""
                WITH driven AS (
                    SELECT run.created_at, coalesce(sum(stage.pages_left), 0) AS pages, max(stage.progressed_at) AS progressed_at
                    FROM pg2convex.run LEFT JOIN pg2convex.stage ON stage.run_id = run.id WHERE run.%s GROUP BY run.id)
                SELECT count(*), coalesce(sum(pages), 0),
                    coalesce(extract(epoch FROM clock_timestamp() - min(greatest(created_at, progressed_at))), 0)::bigint
                FROM driven""".formatted(DRIVEN))
                .bind("owner", name)
                .map((row, _) -> new Activity(row.getInt(1), row.getLong(2), Duration.ofSeconds(Math.max(0, row.getLong(3)))))
                .one();
    }
}
