package dev.pg2convex.init;

import java.util.ArrayList;
import java.util.List;

/** Sentences as the lines of a comment. */
final class Comments {
    private static final int WIDTH = 100;

    private Comments() {}

    /** Broken at spaces; what would end a line of a comment is written as an escape, for the names in it may hold anything. */
    static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : visible(text).split(" ", -1)) {
            if (!line.isEmpty() && line.length() + word.length() + 1 > WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        if (!line.isEmpty()) {
            lines.add(line.toString());
        }
        return lines;
    }

    /** Several texts, each on lines of its own. */
    static List<String> lines(List<String> texts) {
        return texts.stream().flatMap(text -> lines(text).stream()).toList();
    }

    static String visible(String text) {
        StringBuilder visible = new StringBuilder();
        text.codePoints().forEach(point -> {
            boolean seen = point == ' ' || !(Character.isWhitespace(point) || Character.isISOControl(point) || Character.isSpaceChar(point)
                    || Character.getType(point) == Character.FORMAT);
            visible.append(seen ? Character.toString(point) : point == '\n' ? "\\n" : String.format("\\u%04x", point));
        });
        return visible.toString();
    }
}
