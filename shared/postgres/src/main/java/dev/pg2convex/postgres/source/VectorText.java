package dev.pg2convex.postgres.source;

import dev.pg2convex.core.store.RejectReason;
import dev.pg2convex.core.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Reads the text of pgvector's vector and halfvec: {@code [1,2.5,-3e-05]}; each number as a float4 by itself would be. */
final class VectorText {
    private VectorText() {}

    static Value decode(String text) {
        if (text.length() < 2 || !text.startsWith("[") || !text.endsWith("]")) {
            throw new UnfitException(RejectReason.INVALID_VALUE);
        }
        List<Value> numbers = new ArrayList<>();
        for (int start = 1; start < text.length();) {
            int comma = text.indexOf(',', start);
            int end = comma < 0 ? text.length() - 1 : comma;
            numbers.add(NumberText.floating(text.substring(start, end)));
            start = end + 1;
        }
        return new Value.Array(numbers);
    }
}
