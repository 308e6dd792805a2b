package dev.pg2convex.convex;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.target.TargetSchema;
import dev.pg2convex.core.target.Validator;
import dev.pg2convex.core.value.Value;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code schema.json} was exported by convex 1.48.0. */
class SchemaReaderTest {
    private final SchemaReader reader = new SchemaReader();

    @Test
    void read_exportedSchema_hasEveryKindOfValidator() throws IOException {
        Map<String, Validator.Field> users = assertInstanceOf(Validator.Obj.class, exported().tables().get("users").document()).fields();

        assertEquals(required(new Validator.Text()), users.get("clerkUserId"));
        assertEquals(optional(new Validator.Union(List.of(new Validator.Text(), new Validator.Null()))), users.get("image"));
        assertEquals(required(new Validator.Number()), users.get("credits"));
        assertEquals(optional(new Validator.Int64()), users.get("legacy"));
        assertEquals(required(new Validator.Bool()), users.get("active"));
        assertEquals(optional(new Validator.Bytes()), users.get("avatar"));
        assertEquals(required(new Validator.Union(List.of(literal(new Value.Text("admin")), literal(new Value.Float64(7)),
                literal(new Value.Int64(8)), literal(new Value.Bool(true))))), users.get("role"));
        assertEquals(required(new Validator.Array(new Validator.Text())), users.get("tags"));
        assertEquals(
                required(new Validator.Obj(
                        Map.of("theme", optional(new Validator.Text()), "nested", required(new Validator.Obj(Map.of()))))),
                users.get("settings"));
        assertEquals(required(new Validator.Record(new Validator.Text(), new Validator.Number())), users.get("counts"));
        assertEquals(optional(new Validator.Id("users")), users.get("manager"));
        assertEquals(required(new Validator.Any()), users.get("metadata"));
        assertEquals(optional(new Validator.Int64()), users.get("changed"));
        assertEquals(13, users.size());
    }

    @Test
    void read_exportedSchema_hasTablesOfUnionsAndOfAnything() throws IOException {
        TargetSchema schema = exported();

        assertEquals(2, assertInstanceOf(Validator.Union.class, schema.tables().get("events").document()).members().size());
        assertEquals(new Validator.Any(), schema.tables().get("anything").document());
        assertEquals(Set.of("users", "events", "anything"), schema.tables().keySet());
        assertTrue(schema.validated());
    }

    @Test
    void read_exportedSchema_hasTheIndexesThatQueriesCanUse() throws IOException {
        assertEquals(Map.of("by_clerk_user_id", List.of("clerkUserId"), "by_credits_and_active", List.of("credits", "active")),
                exported().tables().get("users").indexes());
    }

    @Test
    void read_oddSchema_isTakenAsFarAsItGoes() {
        TargetSchema schema = reader.read("""
                {"tables":[{"tableName":"t","indexes":[{"indexDescriptor":"i","fields":["a","_creationTime"]}],
                "documentType":{"type":"object","value":{"a":{"fieldType":{"type":"fromTheFuture"},"optional":false}}}},
                {"tableName":"u","documentType":null}],"schemaValidation":false}""");

        assertEquals(new TargetSchema.Table(new Validator.Obj(Map.of("a", required(new Validator.Any()))), Map.of("i", List.of("a"))),
                schema.tables().get("t"));
        assertEquals(new Validator.Any(), schema.tables().get("u").document());
        assertFalse(schema.validated());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"tables\":[{}]}", "{\"tables\":[{\"tableName\":\"t\",\"documentType\":{\"type\":\"id\"}}]}"})
    void read_somethingElse_isAConfigurationError(String text) {
        assertEquals("schema_unreadable", assertThrows(CategorizedException.class, () -> reader.read(text)).code());
    }

    private TargetSchema exported() throws IOException {
        try (var resource = SchemaReaderTest.class.getResourceAsStream("/schema.json")) {
            return reader.read(new String(resource.readAllBytes(), UTF_8));
        }
    }

    private static Validator literal(Value value) {
        return new Validator.Literal(value);
    }

    private static Validator.Field required(Validator validator) {
        return new Validator.Field(validator, false);
    }

    private static Validator.Field optional(Validator validator) {
        return new Validator.Field(validator, true);
    }
}
