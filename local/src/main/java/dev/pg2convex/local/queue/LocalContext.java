package dev.pg2convex.local.queue;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an invocation in this process knows of itself: its name, its number, and how much time is left. */
public final class LocalContext implements Context {
    /** As long as a function on Lambda may take at most. */
    public static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(15);

    /** What a stop leaves an invocation: enough for the batch under work, and less than any function wants before it begins another. */
    private static final Duration WIND_UP = Duration.ofSeconds(5);

    private final String functionName;
    private final String requestId = UUID.randomUUID().toString();
    private final long deadline;
    private final BooleanSupplier stopping;

    /** Of an invocation that nobody stops. */
    public LocalContext(String functionName, Duration timeout) {
        this(functionName, timeout, () -> false);
    }

    LocalContext(String functionName, Duration timeout, BooleanSupplier stopping) {
        this.functionName = functionName;
        this.deadline = System.nanoTime() + timeout.toNanos();
        this.stopping = stopping;
    }

    @Override
    public String getAwsRequestId() {
        return requestId;
    }

    @Override
    public String getFunctionName() {
        return functionName;
    }

    @Override
    public int getRemainingTimeInMillis() {
        long left = Math.max(0, (deadline - System.nanoTime()) / 1_000_000);
        return (int) (stopping.getAsBoolean() ? Math.min(left, WIND_UP.toMillis()) : left);
    }

    @Override
    public String getFunctionVersion() {
        return "$LATEST";
    }

    @Override
    public String getInvokedFunctionArn() {
        return "arn:aws:lambda:local:000000000000:function:" + functionName;
    }

    @Override
    public String getLogGroupName() {
        return "/aws/lambda/" + functionName;
    }

    @Override
    public String getLogStreamName() {
        return "local";
    }

    @Override
    public int getMemoryLimitInMB() {
        return (int) (Runtime.getRuntime().maxMemory() >> 20);
    }

    @Override
    public CognitoIdentity getIdentity() {
        return null;
    }

    @Override
    public ClientContext getClientContext() {
        return null;
    }

    @Override
    public LambdaLogger getLogger() {
        var logger = LoggerFactory.getLogger(functionName);
        return new Slf4jLambdaLogger(logger);
    }

    private record Slf4jLambdaLogger(Logger logger) implements LambdaLogger {
        @Override
        public void log(String message) {
            logger.info("{}", message);
        }

        @Override
        public void log(byte[] message) {
            log(new String(message, StandardCharsets.UTF_8));
        }
    }
}
