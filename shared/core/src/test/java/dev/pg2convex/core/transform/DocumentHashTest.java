package dev.pg2convex.core.transform;

import static dev.pg2convex.core.transform.Fixtures.array;
import static dev.pg2convex.core.transform.Fixtures.number;
import static dev.pg2convex.core.transform.Fixtures.object;
import static dev.pg2convex.core.transform.Fixtures.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.pg2convex.core.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DocumentHashTest {
    @Test
    void of_knownDocument_isThisForEver() {
        Map<String, Value> fields = Map.of("a", text("é"), "b", array(number(1), new Value.Null(), new Value.Bool(true)), "c",
                new Value.Int64(1), "d", new Value.Bytes(new byte[]{1, 2}), "e", object("k", new Value.Bool(false)));

        assertEquals("bd6c168824eaa472713aa942824b6802", DocumentHash.of(fields, List.of("z")),
                "raise ENCODER_VERSION if the form was changed on purpose");
    }

    @Test
    void of_orderOfFieldsAndKeys_hasNoMeaning() {
        Random random = new Random(6);
        RandomValues values = new RandomValues(random);
        for (int i = 0; i < 2_000; i++) {
            Value.Obj object = values.object(3);
            assertEquals(DocumentHash.of(object.fields(), List.of("x", "y")),
                    DocumentHash.of(shuffled(object, random).fields(), List.of("y", "x")));
        }
    }

    @Test
    void of_differentDocuments_differ() {
        RandomValues values = new RandomValues(new Random(7));
        Map<String, Value> seen = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            Value.Obj object = values.object(2);
            Value earlier = seen.put(DocumentHash.of(object.fields(), List.of()), object);
            assertEquals(earlier == null ? object : earlier, object);
        }
    }

    @Test
    void of_likeValuesOfDifferentKinds_differ() {
        List<Value> values = List.of(new Value.Null(), new Value.Bool(false), new Value.Bool(true), number(0), number(-0.0), number(1),
                new Value.Int64(0), new Value.Int64(1), text(""), text("1"), new Value.Bytes(new byte[0]), new Value.Bytes(new byte[]{'1'}),
                array(), array(text("1")), array(array()), new Value.Obj(Map.of()), object("1", new Value.Null()));

        assertEquals(values.size(), values.stream().map(value -> DocumentHash.of(Map.of("f", value), List.of())).distinct().count());
    }

    @Test
    void of_anyNaN_isTheSame() {
        double other = Double.longBitsToDouble(0x7ff8_0000_0000_0001L);

        assertEquals(DocumentHash.of(Map.of("f", number(Double.NaN)), List.of()), DocumentHash.of(Map.of("f", number(other)), List.of()));
    }

    @Test
    void of_fieldNewlyMappedButNotYielded_differs() {
        Map<String, Value> fields = Map.of("a", text("x"));

        assertNotEquals(DocumentHash.of(fields, List.of()), DocumentHash.of(fields, List.of("b")));
    }

    private static Value.Obj shuffled(Value.Obj object, Random random) {
        List<String> keys = new ArrayList<>(object.fields().keySet());
        Collections.shuffle(keys, random);
        Map<String, Value> fields = new LinkedHashMap<>();
        keys.forEach(key -> fields.put(key,
                object.fields().get(key) instanceof Value.Obj inner ? shuffled(inner, random) : object.fields().get(key)));
        return new Value.Obj(fields);
    }
}
