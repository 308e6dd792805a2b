package dev.pg2convex.local.engine;

import dev.pg2convex.core.Ports;
import dev.pg2convex.core.source.SourceReader;
import dev.pg2convex.core.target.Target;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Lets a test do something right before a port's method is carried out. */
@FunctionalInterface
interface Before {
    void call(String method, Object[] arguments);

    static Ports each(Ports ports, Before source, Before target) {
        return new Ports(ports.catalog(), of(SourceReader.class, ports.source(), source), of(Target.class, ports.target(), target),
                ports.mappingReader(), ports.mappings(), ports.runs(), ports.stages(), ports.pages(), ports.intents(), ports.ids(),
                ports.rejects(), ports.findings(), ports.written(), ports.sender(), ports.tuning(), ports.faults());
    }

    private static <T> T of(Class<T> type, T real, Before before) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type}, (_, method, arguments) -> {
            before.call(method.getName(), arguments);
            try {
                return method.invoke(real, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }
}
