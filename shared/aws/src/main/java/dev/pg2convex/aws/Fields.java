package dev.pg2convex.aws;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Reads a JSON object field by field; what nobody asked for is an error in the end. */
final class Fields {
    /** More than any event or schedule has; the store indexes them. */
    private static final int LONGEST_IDENTIFIER = 512;
    /** {@link UUID#fromString} takes shorter ones too. */
    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final String path;
    private final JsonNode object;
    private final Set<String> asked = new LinkedHashSet<>();

    private Fields(String path, JsonNode object) {
        this.path = path;
        this.object = object;
    }

    static Fields of(JsonNode node, String path) {
        if (!node.isObject()) {
            throw new MalformedMessageException(path, "expected an object");
        }
        return new Fields(path, node);
    }

    boolean has(String name) {
        return object.has(name);
    }

    String text(String name) {
        return optionalText(name).orElseThrow(() -> problem(name, "is missing; expected a string"));
    }

    Optional<String> optionalText(String name) {
        return value(name).map(node -> {
            if (!isText(node)) {
                throw problem(name, "expected a string that is not empty");
            }
            return node.asString();
        });
    }

    /** A text that may be empty or blank, such as a key. */
    Optional<String> anyText(String name) {
        return value(name).map(node -> {
            if (!node.isString()) {
                throw problem(name, "expected a string");
            }
            return node.asString();
        });
    }

    /** An identifier that somebody else has made. */
    Optional<String> identifier(String name) {
        var text = optionalText(name);
        if (text.isPresent() && text.get().codePointCount(0, text.get().length()) > LONGEST_IDENTIFIER) {
            throw problem(name, "expected at most " + LONGEST_IDENTIFIER + " characters");
        }
        return text;
    }

    UUID uuid(String name) {
        return optionalUuid(name).orElseThrow(() -> problem(name, "is missing; expected a UUID"));
    }

    Optional<UUID> optionalUuid(String name) {
        return optionalText(name).map(text -> {
            if (!UUID_FORM.matcher(text).matches()) {
                throw problem(name, "expected a UUID");
            }
            return UUID.fromString(text);
        });
    }

    long number(String name, long least, long most) {
        var node = value(name).orElseThrow(() -> problem(name, "is missing; expected an integer"));
        var number = integer(node);
        if (number.isEmpty() || number.get() < least || number.get() > most) {
            throw problem(name, least == most ? "expected " + least : "expected an integer of at least " + least);
        }
        return number.get();
    }

    /** To JSON Schema, 1.0 is one too. */
    private static Optional<Long> integer(JsonNode node) {
        return Optional.of(node)
                .filter(given -> given.isNumber() && given.canConvertToExactIntegral())
                .map(JsonNode::bigIntegerValue)
                .filter(value -> value.bitLength() < Long.SIZE)
                .map(BigInteger::longValueExact);
    }

    boolean flag(String name, boolean otherwise) {
        return value(name).map(node -> {
            if (!node.isBoolean()) {
                throw problem(name, "expected true or false");
            }
            return node.asBoolean();
        }).orElse(otherwise);
    }

    Optional<Fields> object(String name) {
        return value(name).map(node -> of(node, path + "." + name));
    }

    List<String> texts(String name) {
        var node = value(name);
        if (node.isEmpty()) {
            return List.of();
        }
        if (!node.get().isArray()) {
            throw problem(name, "expected an array of strings");
        }
        var texts = new ArrayList<String>();
        for (var item : node.get()) {
            if (!isText(item)) {
                throw problem(name + "[" + texts.size() + "]", "expected a string that is not empty");
            }
            texts.add(item.asString());
        }
        return texts;
    }

    MalformedMessageException problem(String name, String problem) {
        return new MalformedMessageException(path + "." + name, problem);
    }

    /** Everything has been asked for: whatever else is there is unknown. */
    void end() {
        for (var name : object.propertyNames()) {
            if (!asked.contains(name)) {
                throw new MalformedMessageException(path,
                        "has an unknown field; " + Suggestion.of(name, asked)
                                .map(near -> "did you mean " + near + "?")
                                .orElse("expected only " + String.join(", ", asked)));
            }
        }
    }

    /** Has more than blanks, as the schemas have it. */
    private static boolean isText(JsonNode node) {
        return node.isString() && node.asString().chars().anyMatch(c -> c > ' ');
    }

    private Optional<JsonNode> value(String name) {
        asked.add(name);
        return Optional.ofNullable(object.get(name));
    }
}
