package dev.pg2convex.postgres.source;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A SQL expression as an operator wrote it. Whether it means something is Postgres's to say; here it is made sure that it is one expression, which
 * ends where it is put, and that pgjdbc leaves its question marks (jsonb operators) alone.
 */
final class Expression {
    private final String text;
    private final StringBuilder escaped = new StringBuilder();
    private final List<String> literals = new ArrayList<>();
    private int at;
    private int depth;

    private Expression(String text) {
        this.text = requireNonNull(text);
    }

    /** What keeps the text from being one expression. */
    static Optional<String> problem(String text) {
        return new Expression(text).scan();
    }

    /** What stands between single quotes, as it is written. */
    static List<String> literals(String text) {
        var expression = new Expression(text);
        return expression.scan().isEmpty() ? expression.literals : List.of();
    }

    /** In parentheses, fit for a prepared statement. */
    static String parenthesized(String text) {
        var expression = new Expression(text);
        expression.scan().ifPresent(problem -> {
            throw new CategorizedException(Failure.CONFIGURATION, "sql_expression", "a SQL expression of the mapping is none: " + problem);
        });
        // The line break ends a comment.
        return "(" + expression.escaped + "\n)";
    }

    private Optional<String> scan() {
        if (text.isBlank()) {
            return Optional.of("it is empty");
        }
        while (at < text.length()) {
            int start = at;
            char c = text.charAt(at++);
            boolean closed = true;
            switch (c) {
                case '\'' -> {
                    closed = quoted('\'', escapes(start));
                    literals.add(text.substring(start + 1, Math.max(start + 1, at - 1)));
                }
                case '"' -> closed = quoted('"', false);
                case '$' -> closed = dollar(start);
                case '-' -> closed = !text.startsWith("-", at) || line();
                case '/' -> closed = !text.startsWith("*", at) || comment();
                case '(', '[' -> depth++;
                case ')', ']' -> depth--;
                case ';' -> {
                    return Optional.of("a semicolon; it must be one expression, not a statement");
                }
                case ',' -> {
                    if (depth == 0) {
                        return Optional.of("a comma; it must be one expression, not a list");
                    }
                }
                case '\0' -> {
                    return Optional.of("a NUL character");
                }
                default -> {
                    // Nothing that could hide an end.
                }
            }
            if (!closed) {
                return Optional.of("a quote, a dollar quote or a comment that never ends");
            }
            if (depth < 0) {
                return Optional.of("a closing parenthesis without an opening one");
            }
            escaped.append(c == '?' ? "??" : text.substring(start, at));
        }
        return depth == 0 ? Optional.empty() : Optional.of("a parenthesis that is never closed");
    }

    /** {@code E'...'} has backslash escapes. */
    private boolean escapes(int start) {
        return start > 0 && (text.charAt(start - 1) == 'E' || text.charAt(start - 1) == 'e')
                && (start == 1 || !Character.isJavaIdentifierPart(text.charAt(start - 2)));
    }

    private boolean quoted(char quote, boolean backslashes) {
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '\\' && backslashes) {
                at++;
            } else if (c == quote) {
                return true;
            }
        }
        return false;
    }

    private boolean dollar(int start) {
        boolean insideName = start > 0 && Character.isJavaIdentifierPart(text.charAt(start - 1));
        int end = at;
        while (end < text.length() && Character.isUnicodeIdentifierPart(text.charAt(end))) {
            end++;
        }
        boolean tag = end < text.length() && text.charAt(end) == '$' && (end == at || !Character.isDigit(text.charAt(at)));
        if (insideName || !tag) {
            return true;
        }
        String delimiter = text.substring(start, end + 1);
        int close = text.indexOf(delimiter, end + 1);
        at = close < 0 ? text.length() : close + delimiter.length();
        return close >= 0;
    }

    private boolean line() {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end + 1;
        return true;
    }

    /** Postgres's comments nest. */
    private boolean comment() {
        int open = 1;
        at++;
        while (at < text.length() && open > 0) {
            if (text.startsWith("/*", at)) {
                open++;
                at += 2;
            } else if (text.startsWith("*/", at)) {
                open--;
                at += 2;
            } else {
                at++;
            }
        }
        return open == 0;
    }
}
