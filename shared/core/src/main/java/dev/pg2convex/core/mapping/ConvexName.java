package dev.pg2convex.core.mapping;

import java.util.Optional;
import java.util.regex.Pattern;

/** Convex's rules for the names of tables and of a document's fields (convex-contract §2, "Field names"). */
public final class ConvexName {
    /** Tables that the copied functions keep for themselves start with this. */
    public static final String RESERVED = "pg2convex_";

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final int LONGEST = 64;

    private ConvexName() {}

    /** What is wrong with the name of a table; empty for a good one. */
    public static Optional<String> tableProblem(String name) {
        if (name.startsWith(RESERVED)) {
            return Optional.of(
                    "`" + name + "` is no name for a mapped table: those that start with `" + RESERVED + "` are kept by pg2convex itself");
        }
        return problem(name, "table");
    }

    /** What is wrong with the name of a document's field; empty for a good one. */
    public static Optional<String> fieldProblem(String name) {
        return problem(name, "field");
    }

    private static Optional<String> problem(String name, String kind) {
        String rule;
        if (!IDENTIFIER.matcher(name).matches()) {
            rule = "only the letters A to Z, digits and `_`, and no digit first";
        } else if (name.startsWith("_")) {
            rule = "names that start with `_` are Convex's own";
        } else if (name.length() > LONGEST) {
            rule = "it has " + name.length() + " characters, and " + LONGEST + " are allowed";
        } else {
            return Optional.empty();
        }
        return Optional.of("`" + name + "` is no name for a Convex " + kind + ": " + rule);
    }
}
