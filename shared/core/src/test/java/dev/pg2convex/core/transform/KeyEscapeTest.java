package dev.pg2convex.core.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyEscapeTest {
    @ParameterizedTest
    @CsvSource({"$x,%24x", "$integer,%24integer", "a$,a$", "naïve,na%C3%AFve", "😀,%F0%9F%98%80", "100%,100%25", "%24x,%2524x",
            "__proto__,%5F_proto__", "_y,_y", "'',''", "a b.c,a b.c"})
    void encode_keys_escapesOnlyWhatConvexForbids(String key, String expected) {
        assertEquals(expected, KeyEscape.encode(key));
        assertEquals(key, KeyEscape.decode(expected));
    }

    @Test
    void encode_controlCharacters_escapesThem() {
        assertEquals("a%00%1F%7F", KeyEscape.encode("a\u0000\u001f\u007f"));
        assertTrue(KeyEscape.isForbidden("a\u007f"));
    }

    @Test
    void isForbidden_percentSign_isNot() {
        assertFalse(KeyEscape.isForbidden("100%"));
        assertFalse(KeyEscape.isForbidden(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%2", "%zz", "$x", "%41", "%c3%af", "é", "%FF"})
    void decode_textThatEncodeDoesNotYield_throws(String text) {
        assertThrows(IllegalArgumentException.class, () -> KeyEscape.decode(text));
    }

    @Test
    void encode_randomKeys_allowedReversibleAndNeverTheSame() {
        RandomValues values = new RandomValues(new Random(4));
        Map<String, String> seen = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            String key = values.text();
            String encoded = KeyEscape.encode(key);
            assertFalse(KeyEscape.isForbidden(encoded), encoded);
            assertEquals(key, KeyEscape.decode(encoded));
            String earlier = seen.put(encoded, key);
            assertTrue(earlier == null || earlier.equals(key), encoded);
        }
    }
}
