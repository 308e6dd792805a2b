package dev.pg2convex.mapping;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What may stand behind a key of the mapping file. */
sealed interface KeyType {
    /** What is expected, for an error message: "must be …". */
    String expected();

    /**
     * One text.
     *
     * @param problem what is wrong with a text beyond being one
     */
    record Text(String expected, Function<String, Optional<String>> problem) implements KeyType {
        public Text {
            requireNonNull(expected);
            requireNonNull(problem);
        }

        static Text of(String expected) {
            return new Text(expected, _ -> Optional.empty());
        }
    }

    /** One text or a list of different texts. */
    record Names(String expected) implements KeyType {
        public Names {
            requireNonNull(expected);
        }
    }

    /** One of a few words. */
    record Choice(List<String> words) implements KeyType {
        public Choice {
            words = List.copyOf(words);
        }

        static Choice of(String... words) {
            return new Choice(List.of(words));
        }

        @Override
        public String expected() {
            return String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.getLast();
        }
    }

    /** True or false. */
    record Flag() implements KeyType {
        @Override
        public String expected() {
            return "true or false";
        }
    }

    /** Any value but null. */
    record AnyValue(String expected) implements KeyType {
        public AnyValue {
            requireNonNull(expected);
        }
    }

    /** Keys of its own. */
    record Nested(KeyTable keys) implements KeyType {
        public Nested {
            requireNonNull(keys);
        }

        @Override
        public String expected() {
            return "keys (" + keys.listed() + ")";
        }
    }

    /**
     * Names that the file's author chooses, each with keys.
     *
     * @param noun what is named
     * @param problem what is wrong with a name
     * @param instead what may stand in place of the keys
     */
    record Named(String noun, Function<String, Optional<String>> problem, KeyTable keys, Instead instead) implements KeyType {
        public Named {
            requireNonNull(noun);
            requireNonNull(problem);
            requireNonNull(keys);
            requireNonNull(instead);
        }

        @Override
        public String expected() {
            return "keys that are the names of Convex " + noun + "s";
        }
    }

    /** The short form of a named thing. */
    enum Instead {
        /** Nothing at all: every key at its default. */
        NOTHING,
        /** One text, the name of a column. */
        COLUMN
    }
}
