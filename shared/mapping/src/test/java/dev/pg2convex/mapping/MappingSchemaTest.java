package dev.pg2convex.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class MappingSchemaTest {
    private static final Path FILE = Path.of("src/main/resources/dev/pg2convex/mapping").resolve(MappingSchema.RESOURCE);

    @Test
    void json_committedFile_isTheSame() throws IOException {
        if (Boolean.getBoolean("schema.write")) {
            Files.writeString(FILE, MappingSchema.json());
        }
        assertEquals(Files.readString(FILE), MappingSchema.json(), "the keys have changed, the schema's file has not; write it with"
                + " ./mvnw -pl shared/mapping -am test -Dtest=MappingSchemaTest -Dschema.write=true");
    }
}
