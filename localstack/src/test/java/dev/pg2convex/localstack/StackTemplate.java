package dev.pg2convex.localstack;

import static dev.pg2convex.testing.TemplateFile.map;

import dev.pg2convex.testing.TemplateFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code template.yaml} without what LocalStack has no executor for: the functions and their event sources. What these are given comes out as outputs
 * of the stack instead, so that CloudFormation works it out: {@code WorkerFunctionXPG2CONVEX0SECRET0ID} and so on, as names of outputs have no
 * underscore. So does the dashboard's text, a resource that LocalStack's CloudFormation does not know.
 */
final class StackTemplate {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    private final Map<String, Object> template = TemplateFile.read();
    private final Map<String, Map<String, Object>> functions = new TreeMap<>();

    private StackTemplate() {
        var resources = map(template.get("Resources"));
        resources.forEach((name, resource) -> {
            if (map(resource).get("Type").equals("AWS::Serverless::Function")) {
                functions.put(name, map(map(resource).get("Properties")));
            }
        });
        functions.keySet().forEach(resources::remove);
        var outputs = map(template.get("Outputs"));
        var shared = map(map(map(map(template.remove("Globals")).get("Function")).get("Environment")).get("Variables"));
        functions.forEach((name, function) -> {
            var variables = new LinkedHashMap<>(shared);
            if (function.get("Environment") != null) {
                variables.putAll(map(map(function.get("Environment")).get("Variables")));
            }
            variables.forEach((variable, value) -> outputs.put(variable(name, variable), Map.of("Value", value)));
            var source = map(map(map(function.get("Events")).values().iterator().next()).get("Properties"));
            outputs.put(name + "Queue", Map.of("Value", source.get("Queue")));
            outputs.put(name + "BatchSize", Map.of("Value", source.get("BatchSize")));
            outputs.put(name + "Concurrency", Map.of("Value", map(source.get("ScalingConfig")).get("MaximumConcurrency")));
        });
        outputs.put("FunctionTimeout", Map.of("Value", Map.of("Ref", "FunctionTimeout")));
        outputs.put("DashboardBody", Map.of("Value", map(map(resources.remove("Dashboard")).get("Properties")).get("DashboardBody")));
        template.remove("Transform");
        template.remove("Metadata");
    }

    static String json() {
        var made = new StackTemplate();
        return JsonMapper.shared().writeValueAsString(made.plain(made.template));
    }

    /** The output that has a variable of a function. */
    static String variable(String function, String variable) {
        return function + "X" + variable.replace('_', '0');
    }

    /** As CloudFormation takes it: a function is known by its name, numbers are numbers, and a resource and its attribute are two. */
    private Object plain(Object value) {
        return switch (value) {
            case Map<?, ?> map when map.size() == 1 && map.get("Ref") instanceof String name && functions.containsKey(name) -> name(name);
            case Map<?, ?> map when map.size() == 1 && map.get("Fn::GetAtt") instanceof String attribute ->
                Map.of("Fn::GetAtt", List.of(attribute.split("\\.", 2)));
            case Map<?, ?> map -> {
                var plain = new LinkedHashMap<Object, Object>();
                // What may be chosen for a parameter is a text.
                map.forEach((key, each) -> plain.put(key, key.equals("AllowedValues") || key.equals("Default") ? each : plain(each)));
                yield plain;
            }
            case List<?> list -> list.stream().map(this::plain).toList();
            case String text when NUMBER.matcher(text).matches() -> Integer.valueOf(text);
            case String text -> text.contains("${") ? named(text) : text;
            default -> value;
        };
    }

    private Object name(String function) {
        return functions.get(function).get("FunctionName");
    }

    private String named(String text) {
        var named = text;
        for (var function : functions.keySet()) {
            named = named.replace("${" + function + "}", (String) map(name(function)).get("Fn::Sub"));
        }
        return named;
    }
}
