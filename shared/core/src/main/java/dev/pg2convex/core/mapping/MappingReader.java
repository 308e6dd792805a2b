package dev.pg2convex.core.mapping;

/** Port: turns the text of a mapping file into a {@link Mapping}. */
public interface MappingReader {
    /**
     * @param file the name shown in errors
     * @throws MappingException with every problem found
     */
    Mapping read(String text, String file);
}
