package dev.pg2convex.init;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.core.mapping.ConvexName;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IdentifierTest {
    @ParameterizedTest
    @CsvSource({"clerk_user_id, clerkUserId", "createdAt, createdAt", "USERS, users", "id, id", "_id, id", "_creationTime, creationTime",
            "__typename, typename", "2fa, field2fa", "user name, userName", "a-b.c, aBC", "\"quoted\", quoted", "Straße, strasse",
            "Ünï, uni", "имя, u438u43cu44f", "名前, u540du524d", "💩, u1f4a9", "' ', field", "___, field", "class, class_",
            "constructor, constructor_", "__proto__, proto", "$price, price", "pg2convex_fences, pg2convexFences"})
    void of_postgresName_becomesAnIdentifier(String name, String identifier) {
        assertEquals(identifier, Identifier.of(name, "field"));
    }

    @Test
    void of_longNames_areCutAndStayTwo() {
        String one = Identifier.of("я".repeat(20), "field");
        String other = Identifier.of("я".repeat(19) + "ю", "field");
        assertEquals(64, one.length());
        assertNotEquals(one, other);
    }

    @Test
    void of_anyName_isGoodForConvex() {
        Random random = new Random(1);
        for (int round = 0; round < 3_000; round++) {
            StringBuilder name = new StringBuilder();
            random.ints(1 + random.nextInt(20), 1, random.nextBoolean() ? 0x80 : 0x3000).forEach(name::appendCodePoint);
            String identifier = Identifier.of(name.toString(), "table");
            assertEquals(Optional.empty(), ConvexName.tableProblem(identifier), () -> name + " became " + identifier);
            assertTrue(identifier.equals(Identifier.of(name.toString(), "table")));
        }
    }
}
