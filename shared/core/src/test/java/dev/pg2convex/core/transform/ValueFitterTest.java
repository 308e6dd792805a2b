package dev.pg2convex.core.transform;

import static dev.pg2convex.core.transform.Fixtures.array;
import static dev.pg2convex.core.transform.Fixtures.number;
import static dev.pg2convex.core.transform.Fixtures.object;
import static dev.pg2convex.core.transform.Fixtures.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pg2convex.core.mapping.KeysPolicy;
import dev.pg2convex.core.store.RejectReason;
import dev.pg2convex.core.value.Value;
import java.util.Collections;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueFitterTest {
    private static final Path AT = Path.root().field("metadata");
    private final ValueFitter escaping = new ValueFitter(KeysPolicy.ESCAPE);
    private final ValueFitter rejecting = new ValueFitter(KeysPolicy.REJECT);

    @Test
    void fit_forbiddenKeyDeepInside_escapesIt() throws UnfitException {
        assertEquals(array(object("%24integer", text("KgAAAAAAAAA="))), escaping.fit(array(object("$integer", text("KgAAAAAAAAA="))), AT));
    }

    @Test
    void fit_forbiddenKeyWhereRejected_namesTheObject() {
        assertUnfit(RejectReason.FORBIDDEN_KEY, "metadata[0]", rejecting, array(object("$integer", text("x"))));
    }

    @Test
    void fit_percentSignWhereNothingIsEscaped_staysAsItIs() throws UnfitException {
        assertEquals(object("100%", number(1)), rejecting.fit(object("100%", number(1)), AT));
    }

    @Test
    void fit_keyTooLongOnlyOnceEscaped_rejects() throws UnfitException {
        assertEquals(object("k".repeat(1_024), number(1)), escaping.fit(object("k".repeat(1_024), number(1)), AT));
        assertUnfit(RejectReason.KEY_TOO_LONG, "metadata", escaping, object("é" + "k".repeat(1_019), number(1)));
        assertUnfit(RejectReason.KEY_TOO_LONG, "metadata", rejecting, object("k".repeat(1_025), number(1)));
    }

    @Test
    void fit_nesting_countsTheDocumentAsALevel() throws UnfitException {
        escaping.fit(nested(15), AT);
        assertUnfit(RejectReason.TOO_DEEP, "metadata" + "[0]".repeat(15), escaping, nested(16));
    }

    @Test
    void fit_absurdNesting_rejectsWithoutWalkingThroughIt() {
        assertUnfit(RejectReason.TOO_DEEP, "metadata" + "[0]".repeat(15), escaping, nested(100_000));
    }

    @Test
    void fit_array_holds8192Items() throws UnfitException {
        escaping.fit(new Value.Array(Collections.nCopies(8_192, new Value.Null())), AT);
        assertUnfit(RejectReason.ARRAY_TOO_LONG, "metadata.a", escaping,
                object("a", new Value.Array(Collections.nCopies(8_193, new Value.Null()))));
    }

    @Test
    void fit_object_holds1024Fields() throws UnfitException {
        escaping.fit(wide(1_024), AT);
        assertUnfit(RejectReason.TOO_MANY_FIELDS, "metadata", escaping, wide(1_025));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "a\udc00", "\ud83d\ud83d\ude00", "x\ud83d"})
    void fit_loneSurrogate_rejects(String text) {
        assertUnfit(RejectReason.INVALID_VALUE, "metadata", escaping, text(text));
        assertUnfit(RejectReason.INVALID_VALUE, "metadata", escaping, object(text, number(1)));
    }

    @Test
    void fit_oddButAllowed_isKept() throws UnfitException {
        Value odd = new Value.Obj(Map.of("", text("\u0000\u202e"), "_y", number(-0.0), "a.b", number(Double.NaN)));

        assertEquals(odd, escaping.fit(odd, AT));
    }

    @Test
    void fit_randomValues_yieldsKeysThatConvexAllows() throws UnfitException {
        RandomValues values = new RandomValues(new Random(5));
        for (int i = 0; i < 5_000; i++) {
            Value value = values.value(4);
            Value fitted = escaping.fit(value, AT);
            requireAllowed(fitted);
            assertEquals(value, restored(fitted));
        }
    }

    private static void requireAllowed(Value value) {
        switch (value) {
            case Value.Array array -> array.items().forEach(ValueFitterTest::requireAllowed);
            case Value.Obj object -> object.fields().forEach((key, field) -> {
                assertFalse(KeyEscape.isForbidden(key), key);
                requireAllowed(field);
            });
            case Value.Null _, Value.Bool _, Value.Float64 _, Value.Int64 _, Value.Text _, Value.Bytes _ -> {
            }
        }
    }

    private static Value restored(Value value) {
        return switch (value) {
            case Value.Array array -> new Value.Array(array.items().stream().map(ValueFitterTest::restored).toList());
            case Value.Obj object -> new Value.Obj(object.fields()
                    .entrySet()
                    .stream()
                    .collect(Collectors.toMap(field -> KeyEscape.decode(field.getKey()), field -> restored(field.getValue()))));
            case Value.Null _, Value.Bool _, Value.Float64 _, Value.Int64 _, Value.Text _, Value.Bytes _ -> value;
        };
    }

    private static Value nested(int levels) {
        Value value = number(1);
        for (int i = 0; i < levels; i++) {
            value = array(value);
        }
        return value;
    }

    private static Value wide(int fields) {
        return new Value.Obj(IntStream.range(0, fields).boxed().collect(Collectors.toMap(i -> "k" + i, _ -> new Value.Null())));
    }

    private static void assertUnfit(RejectReason reason, String path, ValueFitter fitter, Value value) {
        UnfitException unfit = assertThrows(UnfitException.class, () -> fitter.fit(value, AT));
        assertEquals(reason, unfit.reason());
        assertEquals(path, unfit.path().text());
    }
}
