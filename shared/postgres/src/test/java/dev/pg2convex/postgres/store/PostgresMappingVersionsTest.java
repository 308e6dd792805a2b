package dev.pg2convex.postgres.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pg2convex.core.store.MappingVersions;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PostgresMappingVersionsTest {
    private final MappingVersions versions = TestStore.store().mappingVersions();
    private final String mapping = "m-" + UUID.randomUUID();

    @Test
    void register_text_isFoundByItsSha256() {
        var version = versions.register(mapping, "abc");
        assertEquals("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", version.hash());
        assertEquals("abc", versions.find(version.hash()).orElseThrow().text());
    }

    @Test
    void current_severalRegistered_isTheOneRegisteredLast() {
        var first = versions.register(mapping, mapping + " one");
        var second = versions.register(mapping, mapping + " two 😀");
        assertEquals(Optional.of(second), versions.current(mapping));
        versions.register(mapping, mapping + " one");
        assertEquals(Optional.of(first), versions.current(mapping));
        assertEquals(Optional.of(second), versions.find(second.hash()));
    }

    @Test
    void current_unknownMapping_isEmpty() {
        assertEquals(Optional.empty(), versions.current(mapping));
    }
}
