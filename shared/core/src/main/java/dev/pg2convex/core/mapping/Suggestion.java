package dev.pg2convex.core.mapping;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Guesses which name was meant by one that does not exist. */
public final class Suggestion {
    /** More names than this help nobody. */
    private static final int LISTED = 12;

    private Suggestion() {}

    /** The end of an error message: the name that was probably meant, or the names that there are; starts with a semicolon unless it is empty. */
    public static String of(String name, Collection<String> known) {
        if (known.isEmpty()) {
            return "";
        }
        return nearest(name, known).map(nearest -> "; did you mean `" + nearest + "`?").orElseGet(() -> "; there " + listed(known));
    }

    /** The known name that is nearest by Damerau-Levenshtein distance, case and underscores aside, if it is near enough. */
    public static Optional<String> nearest(String name, Collection<String> known) {
        String plain = plain(name);
        return known.stream()
                .filter(candidate -> distance(plain, plain(candidate)) <= Math.max(1, plain.length() / 3))
                .min(Comparator.<String>comparingInt(candidate -> distance(plain, plain(candidate)))
                        .thenComparingInt(candidate -> distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static String listed(Collection<String> known) {
        String names = known.stream().sorted().limit(LISTED).map(name -> "`" + name + "`").collect(Collectors.joining(", "));
        return (known.size() == 1 ? "is only " : "are ") + names
                + (known.size() > LISTED ? " and " + (known.size() - LISTED) + " more" : "");
    }

    private static String plain(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    /** Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours. */
    static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int substitution = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                cost[i][j] = Math.min(cost[i - 1][j - 1] + substitution, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
