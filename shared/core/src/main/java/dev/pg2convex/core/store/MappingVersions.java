package dev.pg2convex.core.store;

import java.util.Optional;

/** Port: the registered mapping files, versioned by the hash of their text. */
public interface MappingVersions {
    /** Registers a text under its mapping's name; the newest registered is the current one. Repeating it is harmless. */
    MappingVersion register(String mapping, String text);

    Optional<MappingVersion> find(String hash);

    Optional<MappingVersion> current(String mapping);

    /** @param hash SHA-256 of the text, hexadecimal */
    record MappingVersion(String mapping, String hash, String text) {}
}
