package dev.pg2convex.mapping;

import java.util.List;
import java.util.Map;

/**
 * What a mapping file says beside the mapping itself: lines of comments.
 *
 * @param head at the top of the file
 * @param tables above a table, by its Convex name
 * @param fields above a field, by {@code table.field}
 * @param end at the end of the file
 */
public record MappingNotes(List<String> head, Map<String, List<String>> tables, Map<String, List<String>> fields, List<String> end) {
    public static final MappingNotes NONE = new MappingNotes(List.of(), Map.of(), Map.of(), List.of());

    public MappingNotes {
        head = List.copyOf(head);
        tables = Map.copyOf(tables);
        fields = Map.copyOf(fields);
        end = List.copyOf(end);
    }
}
