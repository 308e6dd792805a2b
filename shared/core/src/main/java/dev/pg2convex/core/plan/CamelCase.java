package dev.pg2convex.core.plan;

import java.util.Locale;
import java.util.stream.Stream;

/** The name of a Convex field for a column that the mapping does not name. */
public final class CamelCase {
    private CamelCase() {}

    /** {@code created_at} becomes {@code createdAt}, {@code USER_ID} {@code userId}; {@code createdAt} stays. */
    public static String of(String column) {
        String name = column.chars().anyMatch(Character::isLowerCase) ? column : column.toLowerCase(Locale.ROOT);
        String[] words = Stream.of(name.split("[_\\s.-]+")).filter(word -> !word.isEmpty()).toArray(String[]::new);
        if (words.length == 0) {
            return column;
        }
        StringBuilder camel = new StringBuilder(decapitalized(words[0]));
        for (int i = 1; i < words.length; i++) {
            camel.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(words[i].substring(1));
        }
        return camel.toString();
    }

    /** {@code UserName} becomes {@code userName}, but {@code URLs} stays: only the first of the capitals is known to be the word's. */
    private static String decapitalized(String word) {
        boolean single = word.length() == 1 || !Character.isUpperCase(word.charAt(1));
        return single ? word.substring(0, 1).toLowerCase(Locale.ROOT) + word.substring(1) : word;
    }
}
