package dev.pg2convex.postgres.store;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;

import dev.pg2convex.core.run.RunProgress;
import dev.pg2convex.core.run.Stage;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Where a run stands, summed up from its pages. Several simple queries: one for all took Postgres longer to plan than these take together. */
final class ProgressQuery {
    private static final String ESTIMATES_AND_FINDINGS = """
            SELECT table_name, 'estimate' AS what, rows AS number FROM pg2convex.estimate WHERE run_id = :run
            UNION ALL SELECT table_name, 'finding', count(*) FROM pg2convex.finding WHERE run_id = :run GROUP BY table_name""";
    private static final String REJECTS = """
            SELECT table_name, reason AS what, count(*) AS number FROM pg2convex.reject
            WHERE target = :target AND mapping = :mapping AND table_name = ANY (:tables) GROUP BY table_name, reason""";
    private static final String WARNINGS = "SELECT count(DISTINCT (table_name, field)) FROM pg2convex.collision WHERE run_id = :run";

    private ProgressQuery() {}

    /** A number that stands for a table. */
    private record Figure(String table, String what, long number) {}

    static RunProgress of(Handle handle, UUID runId) {
        var run = PostgresRuns.find(handle, runId).orElseThrow(() -> new IllegalArgumentException("no run " + runId));
        var stages = StageRows.all(handle, runId);
        var current = stages.stream().filter(stage -> stage.state() != Stage.State.DONE).findFirst();
        var tables = new TableProgress(stages, current, PageSums.of(handle, runId));
        var names = tables.names();
        var numbers = numbers(handle.createQuery(ESTIMATES_AND_FINDINGS).bind("run", runId));
        var rejects = numbers(handle.createQuery(REJECTS)
                .bind("target", run.target())
                .bind("mapping", run.mapping())
                .bindArray("tables", String.class, names));
        var estimates = sums(numbers.stream().filter(number -> number.what().equals("estimate")).toList(), Figure::table);
        var found = numbers.stream().filter(number -> number.what().equals("finding")).toList();
        var findings = sums(found, Figure::table);
        var rejected = sums(rejects, Figure::table);
        long warnings = handle.createQuery(WARNINGS).bind("run", runId).mapTo(Long.class).one();
        return new RunProgress(run, current,
                names.stream()
                        .map(table -> tables.of(table, estimates.getOrDefault(table, 0L), rejected.getOrDefault(table, 0L),
                                findings.getOrDefault(table, 0L)))
                        .toList(),
                sums(rejects, Figure::what), found.stream().mapToLong(Figure::number).sum(), warnings,
                new Heartbeats(handle).alive(runId, ""));
    }

    private static List<Figure> numbers(Query query) {
        return query.map((row, _) -> new Figure(row.getString("table_name"), row.getString("what"), row.getLong("number"))).list();
    }

    private static Map<String, Long> sums(List<Figure> numbers, Function<Figure, String> by) {
        return numbers.stream().collect(groupingBy(by, summingLong(Figure::number)));
    }
}
