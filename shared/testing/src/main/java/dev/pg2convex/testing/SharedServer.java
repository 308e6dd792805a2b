package dev.pg2convex.testing;

import java.util.concurrent.Callable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** What all test classes of the JVM share, as a parameter: started when the first asks for it, closed after the last. */
public abstract class SharedServer<T extends AutoCloseable> implements ParameterResolver {
    private final Class<T> type;
    private final Callable<T> start;

    protected SharedServer(Class<T> type, Callable<T> start) {
        this.type = type;
        this.start = start;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == type;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return Shared.server(context, type, this::started);
    }

    private T started() {
        try {
            return start.call();
        } catch (Exception e) {
            throw new IllegalStateException(type.getSimpleName() + " does not start", e);
        }
    }
}
