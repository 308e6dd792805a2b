package dev.pg2convex.testing;

import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Servers that are started once per JVM and closed when all tests are over. */
public final class Shared {
    private Shared() {}

    /** The one of that type; started where it is the first time. */
    public static <T extends AutoCloseable> T server(ExtensionContext context, Class<T> type, Supplier<T> start) {
        return context.getRoot().getStore(Namespace.create(Shared.class)).getOrComputeIfAbsent(type, _ -> start.get(), type);
    }
}
