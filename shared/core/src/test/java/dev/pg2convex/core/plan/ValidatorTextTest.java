package dev.pg2convex.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class ValidatorTextTest {
    @Test
    void string_anyText_isOneOfTypeScript() {
        assertEquals("\"plain\"", ValidatorText.string("plain"));
        assertEquals("\"it's\"", ValidatorText.string("it's"));
        assertEquals("'say \"x\"'", ValidatorText.string("say \"x\""));
        assertEquals("\"'\\\"'\"", ValidatorText.string("'\"'"));
        assertEquals("\"a\\\\b\\n\\t\\r\\u0001\"", ValidatorText.string("a\\b\n\t\r\u0001"));
        assertEquals("\"é名\\u2028\\u{1f4a9}\"", ValidatorText.string("é名\u2028💩"));
    }
}
