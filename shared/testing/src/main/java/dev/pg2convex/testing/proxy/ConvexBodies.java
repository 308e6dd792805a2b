package dev.pg2convex.testing.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What stands in the bodies of the HTTP API. */
final class ConvexBodies {
    private static final String HTML = "<!DOCTYPE html><html><head><title>Error</title></head><body><h1>Error</h1></body></html>";
    private static final JsonMapper JSON = JsonMapper.shared();

    private ConvexBodies() {}

    /** The function that a request calls; empty where it calls none. */
    static Optional<String> function(byte[] request) {
        try (var json = JSON.tokenStreamFactory().createParser(ObjectReadContext.empty(), request)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                var isPath = json.currentName().equals("path");
                if (json.nextToken() == JsonToken.VALUE_STRING && isPath) {
                    return Optional.of(json.getString());
                }
                json.skipChildren();
            }
            return Optional.empty();
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    static HttpMessage error(ErrorAnswer answer) {
        if (answer.code().isEmpty()) {
            return HttpMessage.answer(answer.status(), "text/html; charset=utf-8", HTML.getBytes(UTF_8));
        }
        return json(answer.status(),
                JSON.createObjectNode().put("code", answer.code()).put("message", "Your request couldn't be completed."));
    }

    static HttpMessage functionError(String text, long number) {
        return json(200, failed(text, number));
    }

    /** As {@code requireProtocol} refuses a caller. */
    static HttpMessage protocolMismatch(int protocol, long number) {
        var answer = failed("Uncaught ConvexError: {\"code\":\"protocol_mismatch\"}", number);
        answer.putObject("errorData").put("code", "protocol_mismatch").put("expected", protocol);
        return json(200, answer);
    }

    private static ObjectNode failed(String text, long number) {
        return JSON.createObjectNode()
                .put("status", "error")
                .put("errorMessage", "[Request ID: %016x] Server Error\n%s".formatted(number, text));
    }

    /** A handshake's answer as functions of that version would give it. */
    static HttpMessage handshakeOf(int protocol, HttpMessage answer) {
        if (JSON.readTree(answer.body()) instanceof ObjectNode body && body.get("value") instanceof ObjectNode value) {
            value.put("protocol", protocol);
            return answer.withBody(JSON.writeValueAsBytes(body));
        }
        return answer;
    }

    /** As a production deployment gives it: an error's text and the logs stay behind, its data does not. */
    static HttpMessage redacted(HttpMessage answer) {
        if (!answer.isAnswer(200)) {
            return answer;
        }
        try {
            if (!(JSON.readTree(answer.body()) instanceof ObjectNode body)) {
                return answer;
            }
            body.remove("logLines");
            if (body.path("status").asString("").equals("error")) {
                body.put("errorMessage", body.path("errorMessage").asString("").replaceFirst("(?s)( Server Error).*", "$1"));
            }
            return answer.withBody(JSON.writeValueAsBytes(body));
        } catch (JacksonException _) {
            return answer;
        }
    }

    private static HttpMessage json(int status, ObjectNode body) {
        return HttpMessage.answer(status, "application/json", JSON.writeValueAsBytes(body));
    }
}
