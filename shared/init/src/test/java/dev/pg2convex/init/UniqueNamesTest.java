package dev.pg2convex.init;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.init.UniqueNames.Wanted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class UniqueNamesTest {
    private static Wanted wanted(String original, String name) {
        return new Wanted(original, original, name);
    }

    @Test
    void allot_clash_givesThePlainNameToWhoHasItAlready() {
        var names = new UniqueNames(UnaryOperator.identity(), Set.of("by_id"));
        assertEquals(Map.of("user_name", "userName_3", "userName", "userName", "z", "userName_2", "id", "by_id_2"), names.allot(List
                .of(wanted("user_name", "userName"), wanted("userName", "userName"), wanted("z", "userName_2"), wanted("id", "by_id"))));
    }

    @Test
    void allot_numberedName_staysWithinTheLimit() {
        String longest = "a".repeat(Identifier.LONGEST);
        var names = new UniqueNames(UnaryOperator.identity(), Set.of(longest)).allot(List.of(wanted("x", longest)));
        assertEquals("a".repeat(Identifier.LONGEST - 2) + "_2", names.get("x"));
    }

    @Test
    void allot_shuffled_givesTheSameDifferentNames() {
        Random random = new Random(9);
        for (int round = 0; round < 300; round++) {
            List<Wanted> wanted = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                wanted.add(new Wanted("id" + i, "o" + i, List.of("a", "A", "a_2", "b", "a_2_2").get(random.nextInt(5))));
            }
            var names = new UniqueNames(name -> name.toLowerCase(Locale.ROOT), Set.of("b")).allot(wanted);
            Collections.shuffle(wanted, random);
            assertEquals(names, new UniqueNames(name -> name.toLowerCase(Locale.ROOT), Set.of("b")).allot(wanted));
            assertEquals(12, new HashSet<>(names.values().stream().map(name -> name.toLowerCase(Locale.ROOT)).toList()).size());
            assertTrue(names.values().stream().noneMatch("b"::equalsIgnoreCase));
        }
    }
}
