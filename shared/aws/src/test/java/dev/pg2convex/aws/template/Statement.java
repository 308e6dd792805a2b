package dev.pg2convex.aws.template;

import static dev.pg2convex.aws.template.TemplateFile.map;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A statement of a policy. */
record Statement(boolean allows, List<String> actions, List<String> resources, Map<String, Object> condition) {
    static Stream<Statement> ofDocument(Object document) {
        return ((List<?>) map(document).get("Statement")).stream().map(statement -> of(map(statement)));
    }

    private static Statement of(Map<String, Object> statement) {
        return new Statement(statement.get("Effect").equals("Allow"), list(statement.get("Action")), list(statement.get("Resource")),
                map(statement.getOrDefault("Condition", Map.of())));
    }

    private static List<String> list(Object oneOrMany) {
        return oneOrMany instanceof List<?> many ? many.stream().map(String.class::cast).toList() : List.of((String) oneOrMany);
    }
}
