package dev.pg2convex.aws;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The schemas of {@code events/schema/v1}. */
final class EventSchema {
    private static final String PLACE = "https://pg2convex.dev/schema/events/v1/";
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12, builder -> builder
            .schemas(address -> address.startsWith(PLACE) ? EventFiles.read("schema/v1/" + address.substring(PLACE.length())) : null));

    private final Schema schema;

    private EventSchema(Schema schema) {
        this.schema = schema;
    }

    /** @param name of the file, and if need be what it defines: {@code message.json#/$defs/page} */
    static EventSchema of(String name) {
        return new EventSchema(REGISTRY.getSchema(SchemaLocation.of(PLACE + name)));
    }

    /** What is wrong; empty where nothing is. */
    List<String> problems(JsonNode json) {
        return schema.validate(json).stream().map(Object::toString).toList();
    }

    List<String> problems(String json) {
        return problems(Json.parse(json));
    }
}
