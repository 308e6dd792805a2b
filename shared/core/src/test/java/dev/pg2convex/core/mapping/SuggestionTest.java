package dev.pg2convex.core.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SuggestionTest {
    @Test
    void nearest_slips_areSeenThrough() {
        List<String> columns = List.of("clerk_user_id", "email", "created_at", "id", "image");
        assertEquals(Optional.of("email"), Suggestion.nearest("emial", columns));
        assertEquals(Optional.of("created_at"), Suggestion.nearest("createdAt", columns));
        assertEquals(Optional.of("id"), Suggestion.nearest("ID", columns));
        assertEquals(Optional.of("image"), Suggestion.nearest("imag", columns));
        assertEquals(Optional.empty(), Suggestion.nearest("telephone", columns));
        assertEquals(Optional.empty(), Suggestion.nearest("x", List.of()));
    }

    @Test
    void distance_swapOfNeighbours_isOne() {
        assertEquals(1, Suggestion.distance("ab", "ba"));
        assertEquals(1, Suggestion.distance("abc", "ac"));
        assertEquals(1, Suggestion.distance("ac", "abc"));
        assertEquals(3, Suggestion.distance("", "abc"));
        assertEquals(3, Suggestion.distance("kitten", "sitting"));
    }

    @Test
    void of_nothingNear_listsWhatThereIs() {
        assertEquals("", Suggestion.of("x", List.of()));
        assertEquals("; there is only `users`", Suggestion.of("telephone", List.of("users")));
        assertEquals("; there are `threads`, `users`", Suggestion.of("telephone", List.of("users", "threads")));
        assertEquals(" and 8 more",
                Suggestion.of("telephone", IntStream.range(0, 20).mapToObj(i -> "c" + i).toList()).replaceAll("^.*`", ""));
    }
}
