package dev.pg2convex.postgres.store;

import static java.util.Comparator.comparingLong;

import dev.pg2convex.core.run.Counts;
import dev.pg2convex.core.run.RunProgress;
import dev.pg2convex.core.run.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Where the tables of a run stand, of its stages and the sums over their pages. */
final class TableProgress {
    /** A table's part in one of the stages that it is in. */
    private record Part(Stage stage, PageSums sums) {
        boolean isFirstLoad() {
            return stage.kind() == Stage.Kind.LOAD && stage.pass() == 0;
        }
    }

    private final int current;
    private final Map<String, List<Part>> parts = new LinkedHashMap<>();

    /**
     * @param stages of the run, in their order
     * @param current the first that is not done
     */
    TableProgress(List<Stage> stages, Optional<Stage> current, List<PageSums> sums) {
        this.current = current.map(Stage::ordinal).orElse(Integer.MAX_VALUE);
        var byPlace = new LinkedHashMap<Map.Entry<String, Integer>, PageSums>();
        sums.forEach(each -> byPlace.put(Map.entry(each.table(), each.ordinal()), each));
        for (var stage : stages) {
            for (String table : stage.tables()) {
                var of = byPlace.getOrDefault(Map.entry(table, stage.ordinal()), PageSums.none(table, stage.ordinal()));
                parts.computeIfAbsent(table, _ -> new ArrayList<>()).add(new Part(stage, of));
            }
        }
    }

    /** The tables as they are loaded, parents first; those that are not, as they come. */
    List<String> names() {
        return parts.keySet().stream().sorted(comparingLong(this::place)).toList();
    }

    RunProgress.Table of(String table, long estimated, long rejected, long findings) {
        var all = parts.get(table);
        var present = present(all);
        var sums = present.sums();
        // The passes after the first load read rows again.
        var first = all.stream().filter(Part::isFirstLoad).toList();
        var counts = new Counts(sum(first, PageSums::rowsDone), sum(all, PageSums::inserted), sum(all, PageSums::adopted),
                sum(all, PageSums::updated), Math.max(0, sum(first, each -> each.rowsDone() - each.otherwise())),
                sum(all, PageSums::recreated), sum(all, PageSums::deleted), rejected);
        return new RunProgress.Table(table, present.stage().kind(), present.stage().pass(), estimated, sums.rowsDone(), sums.pages(),
                sums.done(), sums.failed(), counts, sum(of(all, Stage.Kind.VERIFY), PageSums::seen),
                sum(of(all, Stage.Kind.SCAN), PageSums::seen), findings);
    }

    /** A place among the stages, then among the tables of one. */
    private long place(String table) {
        var all = parts.get(table);
        var stage = of(all, Stage.Kind.LOAD).stream().findFirst().orElse(all.getFirst()).stage();
        return ((long) stage.ordinal() << Integer.SIZE) + stage.tables().indexOf(table);
    }

    /** The stage that it is in, or was in last, or comes to first. */
    private Part present(List<Part> all) {
        return all.stream().filter(part -> part.stage().ordinal() <= current).reduce((_, last) -> last).orElse(all.getFirst());
    }

    private static List<Part> of(List<Part> all, Stage.Kind kind) {
        return all.stream().filter(part -> part.stage().kind() == kind).toList();
    }

    private static long sum(List<Part> some, ToLongFunction<PageSums> what) {
        return some.stream().map(Part::sums).mapToLong(what).sum();
    }
}
