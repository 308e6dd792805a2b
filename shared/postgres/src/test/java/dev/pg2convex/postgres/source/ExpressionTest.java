package dev.pg2convex.postgres.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pg2convex.core.CategorizedException;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExpressionTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "f(a, b)", "ARRAY[1, 2]", "'it''s ; ,)'", "E'it\\'s ;'", "\"odd ; \"\"name\"\")\"", "$$ ; ) $$",
            "$tag$ $$ ; $tag$", "a -- ; )", "a /* ; /* ) */ ' */ + 1", "a - 1", "a / 2", "name$1", "a ->> 'x'", "CASE WHEN a THEN 1 END",
            "U&'\\0041'"})
    void problem_oneExpression_isNone(String text) {
        assertEquals(Optional.empty(), Expression.problem(text));
        assertEquals("(" + text + "\n)", Expression.parenthesized(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "a; b", "a) FROM t; (", "(a", "f(a, b))", "a, b", "'open", "\"open", "$$ open $ $", "$a$ open $b$",
            "/* open /* */", "E'open\\'", "a]"})
    void problem_anythingElse_isOne(String text) {
        assertEquals(true, Expression.problem(text).isPresent(), text);
        assertThrows(CategorizedException.class, () -> Expression.parenthesized(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"data ? 'a?'", "data ?| ARRAY['?']"})
    void parenthesized_operatorsWithQuestionMarks_areEscapedForTheDriver(String text) {
        assertEquals("(" + text.replaceFirst("\\?", "??") + "\n)", Expression.parenthesized(text));
    }
}
