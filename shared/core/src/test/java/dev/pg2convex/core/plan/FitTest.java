package dev.pg2convex.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pg2convex.core.target.Validator;
import dev.pg2convex.core.target.Validator.Array;
import dev.pg2convex.core.target.Validator.Literal;
import dev.pg2convex.core.target.Validator.Null;
import dev.pg2convex.core.target.Validator.Number;
import dev.pg2convex.core.target.Validator.Text;
import dev.pg2convex.core.target.Validator.Union;
import dev.pg2convex.core.value.Value;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class FitTest {
    private static final Array NUMBERS = new Array(new Number());

    private static boolean possible(Validator declared, Validator yielded) {
        return new Fit(Set.of("users")).possible(declared, yielded);
    }

    @Test
    void possible_arrayOfSeveralDimensions_takesWhatAnArrayTypeMayYield() {
        assertEquals(true, possible(new Array(NUMBERS), NUMBERS));
        assertEquals(true, possible(new Array(new Array(NUMBERS)), NUMBERS));
        assertEquals(false, possible(new Array(new Array(new Text())), NUMBERS));
        assertEquals(false, possible(NUMBERS, new Array(NUMBERS)));
    }

    @Test
    void possible_literalsOfAnEnum_takeItsText() {
        var labels = new Union(List.of(new Literal(new Value.Text("a")), new Literal(new Value.Text("b"))));
        assertEquals(true, possible(labels, new Text()));
        assertEquals(true, possible(new Array(new Union(List.of(labels, new Null()))), new Array(new Text())));
        assertEquals(false, possible(labels, new Number()));
    }
}
