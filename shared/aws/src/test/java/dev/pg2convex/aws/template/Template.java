package dev.pg2convex.aws.template;

import static dev.pg2convex.testing.TemplateFile.map;

import dev.pg2convex.testing.TemplateFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code template.yaml} as CloudFormation sees it for some parameters: functions are evaluated, what a condition leaves out is gone, SAM's globals
 * are merged. What only a deployment knows stands as {@code ${Queue}} or {@code ${Queue.Arn}}.
 */
final class Template {
    /** Everything that a parameter can switch on. */
    static final Map<String, String> ALL_ON = Map.of("SubnetIds", "subnet-1,subnet-2", "SecurityGroupIds", "sg-1", "ResyncSchedule",
            "rate(1 day)", "ResyncMapping", "chat", "AlarmTopicArn", "arn:aws:sns:r:1:topic", "SecretKeyArn", "arn:aws:kms:r:1:key/1");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z0-9:.]+)}");

    private final Map<String, Object> file = TemplateFile.read();
    private final Map<String, String> parameters = new HashMap<>();

    private Template(Map<String, String> parameters) {
        map(file.get("Parameters")).forEach((name, parameter) -> this.parameters.put(name, (String) map(parameter).get("Default")));
        this.parameters.putAll(parameters);
    }

    static Template with(Map<String, String> parameters) {
        return new Template(parameters);
    }

    /** What may be set for a parameter. */
    List<?> allowed(String parameter) {
        return (List<?>) map(map(file.get("Parameters")).get(parameter)).get("AllowedValues");
    }

    Map<String, Object> parameter(String name) {
        return map(map(file.get("Parameters")).get(name));
    }

    /** Resources of a type by name, each with its properties. */
    Map<String, Map<String, Object>> resources(String type) {
        var found = new TreeMap<String, Map<String, Object>>();
        map(file.get("Resources")).forEach((name, resource) -> {
            var of = map(resource);
            if (of.get("Type").equals(type) && isOn((String) of.getOrDefault("Condition", ""))) {
                found.put(name, map(evaluate(of.getOrDefault("Properties", Map.of())).orElseThrow()));
            }
        });
        return found;
    }

    /** The three functions by name, with SAM's globals. */
    Map<String, Map<String, Object>> functions() {
        var globals = map(evaluate(map(file.get("Globals")).get("Function")).orElseThrow());
        var functions = new TreeMap<String, Map<String, Object>>();
        resources("AWS::Serverless::Function").forEach((name, function) -> functions.put(name, merged(globals, function)));
        return functions;
    }

    /** What a function finds in its environment. */
    static Map<String, Object> variables(Map<String, Object> function) {
        return map(map(function.get("Environment")).get("Variables"));
    }

    Map<String, Object> outputs() {
        var outputs = new TreeMap<String, Object>();
        map(file.get("Outputs")).forEach((name, output) -> outputs.put(name, evaluate(map(output).get("Value")).orElseThrow()));
        return outputs;
    }

    private static Map<String, Object> merged(Map<String, Object> globals, Map<String, Object> own) {
        var merged = new LinkedHashMap<>(globals);
        own.forEach((key, value) -> merged.merge(key, value,
                (global, local) -> global instanceof Map && local instanceof Map ? merged(map(global), map(local)) : local));
        return merged;
    }

    private boolean isOn(String condition) {
        return condition.isEmpty() || holds(map(file.get("Conditions")).get(condition));
    }

    private boolean holds(Object condition) {
        var function = map(condition).entrySet().iterator().next();
        var arguments = (List<?>) function.getValue();
        return switch (function.getKey()) {
            case "Fn::Equals" -> evaluate(arguments.get(0)).equals(evaluate(arguments.get(1)));
            case "Fn::Not" -> !holds(arguments.get(0));
            default -> throw new IllegalStateException("a condition with " + function.getKey());
        };
    }

    /** Empty for {@code AWS::NoValue}. */
    private Optional<Object> evaluate(Object value) {
        return switch (value) {
            case List<?> list -> Optional.of(list.stream().map(this::evaluate).flatMap(Optional::stream).toList());
            case Map<?, ?> map when map.size() == 1 && isFunction(map.keySet().iterator().next()) -> {
                var function = map.entrySet().iterator().next();
                yield function((String) function.getKey(), function.getValue());
            }
            case Map<?, ?> map -> {
                var evaluated = new LinkedHashMap<String, Object>();
                map.forEach((key, each) -> evaluate(each).ifPresent(present -> evaluated.put((String) key, present)));
                yield Optional.of(evaluated);
            }
            default -> Optional.of(value);
        };
    }

    private static boolean isFunction(Object key) {
        return key.equals("Ref") || ((String) key).startsWith("Fn::");
    }

    private Optional<Object> function(String name, Object argument) {
        return switch (name) {
            case "Ref" -> argument.equals("AWS::NoValue") ? Optional.empty() : Optional.of(reference((String) argument));
            case "Fn::GetAtt" -> Optional.of("${" + argument + "}");
            case "Fn::Sub" ->
                Optional.of(PLACEHOLDER.matcher((String) argument).replaceAll(m -> Matcher.quoteReplacement(reference(m.group(1)))));
            case "Fn::If" -> {
                var arguments = (List<?>) argument;
                yield evaluate(arguments.get(isOn((String) arguments.get(0)) ? 1 : 2));
            }
            case "Fn::FindInMap" -> {
                var keys = new ArrayList<String>();
                ((List<?>) argument).forEach(key -> keys.add((String) evaluate(key).orElseThrow()));
                yield Optional.of(map(map(map(file.get("Mappings")).get(keys.get(0))).get(keys.get(1))).get(keys.get(2)));
            }
            case "Fn::Split" -> {
                var arguments = (List<?>) argument;
                yield Optional.of(List.of(((String) evaluate(arguments.get(1)).orElseThrow()).split((String) arguments.get(0), -1)));
            }
            default -> throw new IllegalStateException("unknown function " + name);
        };
    }

    private String reference(String name) {
        return parameters.getOrDefault(name, "${" + name + "}");
    }
}
