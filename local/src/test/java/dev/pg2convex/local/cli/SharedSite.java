package dev.pg2convex.local.cli;

import dev.pg2convex.testing.Shared;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** A {@link Site} as a parameter: of a test, its own while it runs; of a {@code @BeforeAll} method, the class's. Others have it afterwards. */
final class SharedSite implements ParameterResolver {
    private static final Namespace HERE = Namespace.create(SharedSite.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Site.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var sites = Shared.server(context, Sites.class, Sites::new);
        return context.getStore(HERE).getOrComputeIfAbsent(Sites.Lent.class, _ -> sites.lend(), Sites.Lent.class).site();
    }
}
