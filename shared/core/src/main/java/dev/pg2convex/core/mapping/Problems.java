package dev.pg2convex.core.mapping;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.mapping.MappingException.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with a mapping, so that its author sees all of it at once and in the order of the file. */
public final class Problems {
    private static final Comparator<Problem> BY_PLACE = Comparator.comparing((Problem problem) -> problem.at().file())
            .thenComparingInt(problem -> problem.at().line())
            .thenComparingInt(problem -> problem.at().column());

    private final List<Problem> found = new ArrayList<>();

    /** @param message what is wrong, what was expected and how to fix it; never a row value */
    public void add(Location at, String message) {
        found.add(new Problem(requireNonNull(at), requireNonNull(message)));
    }

    public List<Problem> sorted() {
        return found.stream().distinct().sorted(BY_PLACE).toList();
    }

    /** @throws MappingException if there is any */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new MappingException(sorted());
        }
    }
}
