package dev.pg2convex.core.transform;

import static dev.pg2convex.core.transform.Fixtures.array;
import static dev.pg2convex.core.transform.Fixtures.number;
import static dev.pg2convex.core.transform.Fixtures.object;
import static dev.pg2convex.core.transform.Fixtures.optional;
import static dev.pg2convex.core.transform.Fixtures.required;
import static dev.pg2convex.core.transform.Fixtures.text;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pg2convex.core.target.Validator;
import dev.pg2convex.core.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaCheckTest {
    private static final Value.Null NULL = new Value.Null();
    private static final Value.Bytes BYTES = new Value.Bytes(new byte[]{1});
    private static final Validator TEXT = new Validator.Text();
    private static final Validator NUMBER = new Validator.Number();

    static Stream<Arguments> fitting() {
        return Stream.of(Arguments.of(new Validator.Any(), BYTES), Arguments.of(new Validator.Null(), NULL),
                Arguments.of(new Validator.Bool(), new Value.Bool(false)), Arguments.of(NUMBER, number(Double.NaN)),
                Arguments.of(new Validator.Int64(), new Value.Int64(1)), Arguments.of(TEXT, text("")),
                Arguments.of(new Validator.Bytes(), BYTES), Arguments.of(new Validator.Id("users"), text("j57")),
                Arguments.of(new Validator.Literal(text("a")), text("a")), Arguments.of(new Validator.Array(TEXT), array(text("a"))),
                Arguments.of(new Validator.Record(TEXT, NUMBER), object("k", number(1))),
                Arguments.of(union(TEXT, new Validator.Null()), NULL),
                Arguments.of(new Validator.Obj(Map.of("a", required(TEXT), "b", optional(TEXT))), object("a", text("x"))));
    }

    @ParameterizedTest
    @MethodSource("fitting")
    void firstRefused_fittingValue_isNone(Validator validator, Value value) {
        assertEquals(Optional.empty(), check(validator, value));
    }

    static Stream<Arguments> refused() {
        return Stream.of(Arguments.of(new Validator.Null(), text(""), "f"), Arguments.of(new Validator.Bool(), NULL, "f"),
                Arguments.of(NUMBER, new Value.Int64(1), "f"), Arguments.of(new Validator.Int64(), number(1), "f"),
                Arguments.of(TEXT, NULL, "f"), Arguments.of(new Validator.Bytes(), text("AQ=="), "f"),
                Arguments.of(new Validator.Id("users"), number(1), "f"), Arguments.of(new Validator.Literal(text("a")), text("b"), "f"),
                Arguments.of(new Validator.Array(TEXT), text("a"), "f"),
                Arguments.of(new Validator.Array(TEXT), array(text("a"), NULL), "f[1]"),
                Arguments.of(new Validator.Record(TEXT, NUMBER), object("k", NULL), "f.k"),
                Arguments.of(new Validator.Record(new Validator.Literal(text("k")), NUMBER), object("odd one", number(1)),
                        "f[\"odd one\"]"),
                Arguments.of(new Validator.Obj(Map.of("a", required(TEXT))), new Value.Obj(Map.of()), "f.a"),
                Arguments.of(new Validator.Obj(Map.of("a", optional(TEXT))), object("a", NULL), "f.a"),
                Arguments.of(new Validator.Obj(Map.of()), object("unknown", NULL), "f.unknown"),
                Arguments.of(union(TEXT, NUMBER), NULL, "f"),
                Arguments.of(union(new Validator.Null(), new Validator.Array(TEXT)), array(text("a"), NULL), "f[1]"),
                Arguments.of(union(new Validator.Array(TEXT), new Validator.Obj(Map.of("a", required(TEXT)))), NULL, "f"),
                Arguments.of(union(new Validator.Obj(Map.of("a", required(TEXT))), new Validator.Obj(Map.of("b", required(TEXT)))),
                        object("c", NULL), "f.c"),
                Arguments.of(union(new Validator.Obj(Map.of("a", required(TEXT))), new Validator.Obj(Map.of("b", required(TEXT)))),
                        new Value.Obj(Map.of()), "f"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void firstRefused_otherValue_namesThePath(Validator validator, Value value, String path) {
        assertEquals(Optional.of(path), check(validator, value));
    }

    @Test
    void firstRefused_unionOfDocuments_asksEachMemberForMappedFieldsOnly() {
        Validator members = union(
                new Validator.Obj(Map.of("kind", required(new Validator.Literal(text("a"))), "a", required(TEXT), "own", required(TEXT))),
                new Validator.Obj(Map.of("kind", required(new Validator.Literal(text("b"))))));
        SchemaCheck check = new SchemaCheck(members);

        assertEquals(Optional.empty(), check.firstRefused(new Value.Obj(Map.of("kind", text("a"), "a", text("x"))), Set.of("kind", "a")));
        assertEquals(Optional.of(""), check.firstRefused(new Value.Obj(Map.of("kind", text("a"))), Set.of("kind", "a")).map(Path::text));
        assertEquals(Optional.empty(), check.firstRefused(object("kind", text("b"))));
    }

    @Test
    void text_longPath_isCut() {
        assertEquals(Path.MAX_TEXT + 1, Path.root().field("k".repeat(1_000)).text().length());
    }

    private static Validator union(Validator... members) {
        return new Validator.Union(List.of(members));
    }

    private static Optional<String> check(Validator validator, Value value) {
        return new SchemaCheck(new Validator.Obj(Map.of("f", required(validator)))).firstRefused(object("f", value)).map(Path::text);
    }
}
