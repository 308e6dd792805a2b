package dev.pg2convex.aws;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Reads variables and keeps every problem until the end. A variable that is set to nothing counts as not set. */
final class Variables {
    private final Map<String, String> values;
    private final List<String> problems = new ArrayList<>();

    Variables(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** @param meaning what belongs there, for the one who has to set it */
    String required(String name, String meaning) {
        return text(name).orElseGet(() -> {
            problem(name + " is missing: " + meaning);
            return "";
        });
    }

    long number(String name, long least, long most, long otherwise) {
        return text(name).map(value -> {
            try {
                long number = Long.parseLong(value);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException _) {
                // Said below.
            }
            problem(name + ": expected an integer from " + least + " to " + most + "; without it, " + otherwise + " is used");
            return otherwise;
        }).orElse(otherwise);
    }

    /** Names that start like ours and are none of ours: a typing error that would pass in silence. */
    void refuseUnknown(String prefix, Collection<String> known) {
        for (var name : new TreeSet<>(values.keySet())) {
            if (name.startsWith(prefix) && !known.contains(name)) {
                problem(name + " is unknown"
                        + Suggestion.of(name, known).map(near -> "; did you mean " + near + "?").orElse("; remove it"));
            }
        }
    }

    void problem(String problem) {
        problems.add(problem);
    }

    /** @throws ConfigException with every problem found so far */
    void check() {
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }
}
