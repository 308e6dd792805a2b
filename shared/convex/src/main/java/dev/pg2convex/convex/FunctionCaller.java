package dev.pg2convex.convex;

import dev.pg2convex.core.CallTime;
import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.EventListener;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.ByteArrayBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls a function once and says exactly what became of it. Nothing is sent twice here, unless its key was refused, and another has taken its place. */
final class FunctionCaller implements AutoCloseable {
    private static final MediaType JSON = MediaType.get("application/json");
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** As many as calls at a time are worth having: Convex runs 256 at most. */
    private static final int IDLE_CONNECTIONS = 32;

    /** A function that answers, though with an error: 560 is what old versions of Convex say for it. */
    private static final int OK = 200;
    private static final int FUNCTION_FAILED = 560;

    private static final String CHECK = "; if it goes on, check that the URL is that of a Convex deployment";
    private static final Pattern REQUEST_ID = Pattern.compile("^\\[Request ID: ([A-Za-z0-9]{1,32})\\]");
    private static final Pattern SERVER_CODE = Pattern.compile("[A-Za-z0-9_]{1,80}");

    private final ConvexSettings settings;
    private final KeyInUse key;
    private final Pacer pacer;
    private final OkHttpClient http;
    private final JsonMapper json = new JsonMapper(
            JsonFactory.builder().enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8).build());

    FunctionCaller(ConvexSettings settings, Pacer pacer, Supplier<ConvexSettings> now) {
        this.settings = settings;
        this.key = new KeyInUse(settings, now);
        this.pacer = pacer;
        this.http = new OkHttpClient.Builder().connectTimeout(CONNECT_TIMEOUT)
                .readTimeout(settings.callTimeout())
                .writeTimeout(settings.callTimeout())
                .callTimeout(settings.callTimeout())
                // OkHttp loads the authorities of TLS at once, where it may need them.
                .connectionSpecs(List.of(settings.url().isEncrypted() ? ConnectionSpec.MODERN_TLS : ConnectionSpec.CLEARTEXT))
                .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, 1, TimeUnit.MINUTES))
                // A mutation that OkHttp sent again by itself would be one that nobody knows of.
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .eventListenerFactory(call -> Optional.<EventListener>ofNullable(call.request().tag(Sent.class)).orElse(EventListener.NONE))
                .build();
    }

    /** Calls, and reads the function's result. */
    <T> T call(ConvexFunction function, Consumer<Arguments> arguments, Function<JsonNode, T> reader) {
        byte[] body = encode(function, arguments);
        var permit = pacer.acquire();
        try {
            T result = read(function, send(function, body), reader);
            permit.succeeded();
            return result;
        } catch (CategorizedException e) {
            permit.failed(e);
            throw e;
        } finally {
            permit.close();
        }
    }

    private byte[] encode(ConvexFunction function, Consumer<Arguments> arguments) {
        ByteArrayBuilder bytes = new ByteArrayBuilder();
        try (JsonGenerator generator = json.tokenStreamFactory().createGenerator(ObjectWriteContext.empty(), bytes)) {
            generator.writeStartObject();
            generator.writeStringProperty("path", function.path());
            generator.writeName("args");
            generator.writeStartObject();
            arguments.accept(new Arguments(generator));
            generator.writeEndObject();
            // Convex looks at the format after it has committed: never anything else than this.
            generator.writeStringProperty("format", "convex_encoded_json");
            generator.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** Convex looks at the key before anything else: what it refuses for that was not carried out. */
    private JsonNode send(ConvexFunction function, byte[] body) {
        var used = key.get();
        try {
            return send(function, body, used);
        } catch (CategorizedException e) {
            if (!e.code().equals(FailureTable.BAD_KEY)) {
                throw e;
            }
            return send(function, body, key.insteadOf(used, e));
        }
    }

    private JsonNode send(ConvexFunction function, byte[] body, DeployKey used) {
        Sent sent = new Sent();
        Request request = new Request.Builder().url(settings.url().resolve(function.route()))
                .header("Authorization", "Convex " + used.secret())
                .post(RequestBody.create(body, JSON))
                .tag(Sent.class, sent)
                .build();
        try (Response response = client().newCall(request).execute()) {
            byte[] answer = response.body().bytes();
            if (response.code() == OK || response.code() == FUNCTION_FAILED) {
                return parse(answer).orElseThrow(() -> unclear(function, "answered with something that is not JSON" + CHECK, null));
            }
            String code = parse(answer).flatMap(node -> text(node, "code")).filter(text -> SERVER_CODE.matcher(text).matches()).orElse("");
            var row = FailureTable.find(response.code(), code);
            throw failure(row.failureOf(function), row.code(), row.words(), function, ("HTTP " + response.code() + " " + code).strip(),
                    null);
        } catch (IOException e) {
            if (!sent.begun) {
                throw Unreachable.because(e, settings.url());
            }
            throw unclear(function, "gave no whole answer (" + e.getClass().getSimpleName() + ")" + CHECK, e);
        }
    }

    /** With what is left of the function's time, where that is less than a call may take; the connections are the same. */
    private OkHttpClient client() {
        var limit = CallTime.atMost(settings.callTimeout());
        return limit.compareTo(settings.callTimeout()) < 0 ? http.newBuilder().callTimeout(limit).build() : http;
    }

    private <T> T read(ConvexFunction function, JsonNode answer, Function<JsonNode, T> reader) {
        return switch (text(answer, "status").orElse("")) {
            case "success" -> readValue(function, answer, reader);
            case "error" -> {
                String text = text(answer, "errorMessage").orElse("");
                var kind = FunctionErrors.find(answer.optional("errorData").flatMap(data -> text(data, "code")).orElse(""), text);
                var requestId = REQUEST_ID.matcher(text);
                throw failure(kind.failure(), kind.code(), kind.words(), function,
                        requestId.find() ? "request ID " + requestId.group(1) : "", null);
            }
            default -> throw unclear(function, "answered with something that is not Convex's" + CHECK, null);
        };
    }

    private <T> T readValue(ConvexFunction function, JsonNode answer, Function<JsonNode, T> reader) {
        try {
            return reader.apply(answer.required("value"));
        } catch (JacksonException | IllegalArgumentException e) {
            if (function.writes()) {
                throw unclear(function, "committed, with a result that is not as agreed", e);
            }
            throw failure(Failure.CONFIGURATION, "functions_differ",
                    "has pg2convex functions whose results are not as agreed; deploy those of this version", function, "", e);
        }
    }

    private CategorizedException unclear(ConvexFunction function, String words, Throwable cause) {
        return failure(function.writes() ? Failure.AMBIGUOUS : Failure.UNAVAILABLE, "unclear_answer", words, function, "", cause);
    }

    private CategorizedException failure(Failure failure, String code, String words, ConvexFunction function, String detail,
            Throwable cause) {
        return new CategorizedException(failure, code,
                "Convex " + words + " (" + function.path() + " at " + settings.url() + (detail.isEmpty() ? "" : ", " + detail) + ")",
                cause);
    }

    private Optional<JsonNode> parse(byte[] answer) {
        try {
            return Optional.of(json.readTree(answer));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(JsonNode node, String field) {
        return node.optional(field).flatMap(JsonNode::stringValueOpt);
    }

    @Override
    public void close() {
        http.connectionPool().evictAll();
    }

    /** Notes that the first byte of a request may have left. Until then nothing can have been committed. */
    private static final class Sent extends EventListener {
        private volatile boolean begun;

        @Override
        public void requestHeadersStart(Call call) {
            begun = true;
        }
    }
}
