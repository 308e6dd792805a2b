package dev.pg2convex.local.dryrun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeysTest {
    @Test
    void add_moreThanFit_keepsTheFirstAndSaysSo() {
        var keys = new Keys(2);
        keys.add("users", "1", "name");
        keys.add("threads", "1", "");
        keys.add("users", "1", "email");
        assertFalse(keys.full());
        keys.add("users", "2", "name");
        assertTrue(keys.full());
        assertEquals(Optional.of("name"), keys.fieldOf("users", "1"));
        assertFalse(keys.has("users", "2"));
        assertFalse(keys.has("messages", "1"));
    }
}
