package dev.pg2convex.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.pg2convex.local.Version;
import dev.pg2convex.local.queue.LocalContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * CloudFormation and Lambda on one socket, as far as the command line asks for them: one stack, whose coordinator is the real handler. What is meant for
 * SQS is handed on.
 */
final class AwsServer implements AutoCloseable {
    static final String STACK = "moving";
    static final String ARN = "arn:aws:cloudformation:eu-central-1:123456789012:stack/moving/0a1b2c3d-0000-1111-2222-333344445555";

    /** Of an answer that Lambda hands on. */
    private static final int MOST_BYTES = 6 << 20;

    private final HttpServer server;
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI queues;
    private final RequestStreamHandler coordinator;
    private final Set<String> actions = new ConcurrentSkipListSet<>();
    /** What the stack says of itself. */
    final Map<String, String> outputs = new TreeMap<>();
    /** What is answered in the place of an action's own answer. */
    volatile Function<String, Optional<Answer>> instead = _ -> Optional.empty();

    record Answer(int status, Map<String, String> headers, String body) {
        /** As CloudFormation's protocol has it. */
        static Answer xmlError(int status, String code) {
            return new Answer(status, Map.of("Content-Type", "text/xml"), "<ErrorResponse><Error><Type>Sender</Type><Code>" + code
                    + "</Code><Message>text of AWS</Message></Error><RequestId>r</RequestId></ErrorResponse>");
        }

        /** As Lambda's and SQS's have it. */
        static Answer jsonError(int status, String code) {
            return new Answer(status, Map.of("x-amzn-ErrorType", code, "Content-Type", "application/x-amz-json-1.0"),
                    "{\"__type\":\"" + code + "\",\"message\":\"text of AWS\"}");
        }
    }

    /** @param deadLetters by the output that names the queue */
    AwsServer(URI queues, Map<String, String> deadLetters, RequestStreamHandler coordinator) {
        this.queues = queues;
        this.coordinator = coordinator;
        outputs.putAll(deadLetters);
        outputs.put("CoordinatorFunction", "moving-coordinator");
        outputs.put("Version", Version.CURRENT);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    /** What leads the command line here. */
    Map<String, String> environment() {
        var url = "http://127.0.0.1:" + server.getAddress().getPort();
        return Map.of("AWS_REGION", "eu-central-1", "AWS_ENDPOINT_URL_CLOUDFORMATION", url, "AWS_ENDPOINT_URL_LAMBDA", url,
                "AWS_ENDPOINT_URL_SQS", url);
    }

    /** What was asked for, as policies name it. */
    Set<String> actions() {
        return Set.copyOf(actions);
    }

    private void serve(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        var action = action(exchange, body);
        actions.add(action);
        Answer answer;
        try {
            answer = instead.apply(action).orElseGet(() -> answer(exchange, action, body));
        } catch (RuntimeException e) {
            answer = functionError("{\"errorMessage\":\"secret\",\"stackTrace\":[\"secret\"]}");
        }
        var bytes = answer.body().getBytes(UTF_8);
        answer.headers().forEach(exchange.getResponseHeaders()::add);
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String action(HttpExchange exchange, String body) {
        var target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        if (target != null) {
            return "sqs:" + target.substring(target.indexOf('.') + 1);
        }
        return exchange.getRequestURI().getPath().endsWith("/invocations") ? "lambda:InvokeFunction"
                : "cloudformation:" + body.replaceFirst("(?s).*Action=(\\w+).*", "$1");
    }

    private Answer answer(HttpExchange exchange, String action, String body) {
        return switch (action) {
            case "cloudformation:DescribeStacks" ->
                body.contains("StackName=" + STACK) ? described() : Answer.xmlError(400, "ValidationError");
            case "lambda:InvokeFunction" -> invoked(exchange, body);
            default -> handedOn(exchange, body);
        };
    }

    private Answer described() {
        var list = outputs.entrySet()
                .stream()
                .map(each -> "<member><OutputKey>" + each.getKey() + "</OutputKey><OutputValue>" + each.getValue()
                        + "</OutputValue></member>")
                .collect(Collectors.joining());
        return new Answer(200, Map.of("Content-Type", "text/xml"),
                "<DescribeStacksResponse xmlns=\"http://cloudformation.amazonaws.com/doc/2010-05-15/\"><DescribeStacksResult><Stacks><member><StackName>"
                        + STACK + "</StackName><StackId>" + ARN
                        + "</StackId><CreationTime>2026-01-01T00:00:00Z</CreationTime><StackStatus>UPDATE_COMPLETE</StackStatus><Outputs>"
                        + list + "</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>");
    }

    private Answer invoked(HttpExchange exchange, String body) {
        if (!exchange.getRequestURI().getPath().equals("/2015-03-31/functions/moving-coordinator/invocations")
                || !"RequestResponse".equals(exchange.getRequestHeaders().getFirst("X-Amz-Invocation-Type"))) {
            return Answer.jsonError(404, "ResourceNotFoundException");
        }
        var output = new ByteArrayOutputStream();
        try {
            coordinator.handleRequest(new ByteArrayInputStream(body.getBytes(UTF_8)), output,
                    new LocalContext("moving-coordinator", Duration.ofMinutes(1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return output.size() > MOST_BYTES ? functionError("{\"errorType\":\"Function.ResponseSizeTooLarge\"}")
                : new Answer(200, Map.of("Content-Type", "application/json"), output.toString(UTF_8));
    }

    static Answer functionError(String payload) {
        return new Answer(200, Map.of("X-Amz-Function-Error", "Unhandled"), payload);
    }

    private Answer handedOn(HttpExchange exchange, String body) {
        var request = HttpRequest.newBuilder(queues)
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", exchange.getRequestHeaders().getFirst("X-Amz-Target"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            var response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), Map.of("Content-Type", "application/x-amz-json-1.0"), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        http.close();
    }
}
