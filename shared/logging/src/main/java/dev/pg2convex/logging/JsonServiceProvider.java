package dev.pg2convex.logging;

import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.helpers.BasicMDCAdapter;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/** Binds SLF4J to lines of JSON on the standard output, where Lambda takes them from. */
public final class JsonServiceProvider implements SLF4JServiceProvider {
    /** Of SLF4J's interface, as every binding has it. */
    private static final String API_VERSION = "2.0.99";

    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter context = new BasicMDCAdapter();
    private final ILoggerFactory loggers = new JsonLoggers(LogLevels.of(System.getenv("AWS_LAMBDA_LOG_LEVEL")),
            new JsonLines(context::getCopyOfContextMap, line -> System.out.println(line)));

    @Override
    public ILoggerFactory getLoggerFactory() {
        return loggers;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return context;
    }

    @Override
    public String getRequestedApiVersion() {
        return API_VERSION;
    }

    @Override
    public void initialize() {
        // All of it is made with the provider.
    }
}
