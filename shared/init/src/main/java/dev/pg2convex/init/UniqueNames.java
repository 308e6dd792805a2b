package dev.pg2convex.init;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Gives each thing a name of its own. Who gets the plain name and who a number depends on what there is, not on its order. */
final class UniqueNames {
    private static final Comparator<Wanted> BEST_FIRST = Comparator.<Wanted, Boolean>comparing(each -> !each.original.equals(each.name))
            .thenComparing(Wanted::id);

    private final UnaryOperator<String> fold;
    private final Set<String> taken = new HashSet<>();

    /**
     * @param id different for each thing
     * @param original what Postgres calls it
     * @param name what it would be called if it were alone
     */
    record Wanted(String id, String original, String name) {}

    /**
     * @param fold names that are the same after it are one name
     * @param reserved names that nothing gets
     */
    UniqueNames(UnaryOperator<String> fold, Set<String> reserved) {
        this.fold = fold;
        reserved.forEach(name -> taken.add(fold.apply(name)));
    }

    /** The names by ID; those of earlier calls stay taken. */
    Map<String, String> allot(Collection<Wanted> wanted) {
        var byName = wanted.stream()
                .sorted(BEST_FIRST)
                .collect(Collectors.groupingBy(each -> fold.apply(each.name), TreeMap::new, Collectors.toList()));
        Map<String, String> names = new HashMap<>();
        byName.forEach((name, same) -> {
            if (taken.add(name)) {
                names.put(same.getFirst().id, same.getFirst().name);
            }
        });
        byName.values()
                .stream()
                .flatMap(List::stream)
                .filter(each -> !names.containsKey(each.id))
                .forEach(each -> names.put(each.id, numbered(each.name)));
        return names;
    }

    private String numbered(String name) {
        for (int n = 2;; n++) {
            String end = "_" + n;
            String candidate = name.substring(0, Math.min(name.length(), Identifier.LONGEST - end.length())) + end;
            if (taken.add(fold.apply(candidate))) {
                return candidate;
            }
        }
    }
}
