package dev.pg2convex.coordinator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.aws.ReplyCodec;
import dev.pg2convex.core.message.Command.Reply;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AnswerTest {
    private static final int LAMBDAS_LIMIT = 6_000_000;

    @Test
    void of_noMoreThanFits_isAllAndTheEnd() {
        assertEquals(new Answer<>(List.of("a", "b"), Optional.empty()), Answer.of(List.of("a", "b"), String::length));
        assertEquals(new Answer<>(List.of(), Optional.empty()), Answer.of(List.<String>of(), String::length));
    }

    @Test
    void of_moreRowsThanOneAnswerHas_goesOnAfterTheLast() {
        var rows = IntStream.rangeClosed(0, Answer.ROWS).mapToObj(Integer::toString).toList();
        var answer = Answer.of(rows, String::length);
        assertEquals(rows.subList(0, Answer.ROWS), answer.rows());
        assertEquals(Optional.of(rows.get(Answer.ROWS - 1)), answer.next());
    }

    @Test
    void of_longTexts_takesFewerRows_butOne() {
        var long1 = "x".repeat(1_000_000);
        assertEquals(new Answer<>(List.of(long1), Optional.of(long1)), Answer.of(List.of(long1, long1), String::length));
        assertEquals(new Answer<>(List.of(long1), Optional.empty()), Answer.of(List.of(long1), String::length));
    }

    /** Each character of them takes six bytes of JSON, and none fewer. */
    @Test
    void of_theWorstTexts_fitIntoAnAnswerOfLambda() {
        var worst = new Reply.Document("t".repeat(64), "\u0001".repeat(150), "d".repeat(40));
        var answer = Answer.of(Collections.nCopies(Answer.ROWS + 1, worst), document -> document.key().length());
        var json = ReplyCodec.encode(new Reply.Ids(answer.rows(), Optional.empty(), false));
        assertEquals(Answer.ROWS, answer.rows().size());
        assertTrue(json.getBytes(UTF_8).length < LAMBDAS_LIMIT, json.length() + " bytes");
    }
}
