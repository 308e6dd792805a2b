package dev.pg2convex.local.cli;

import dev.pg2convex.embedded.EmbeddedQueue;
import dev.pg2convex.local.engine.Queues;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;

/** The engine's queues, but a failed message comes again at once: its receives are used up without the waiting. */
final class ImpatientQueues implements InvocationHandler {
    private final SqsClient client;

    private ImpatientQueues(SqsClient client) {
        this.client = client;
    }

    static Queues of(EmbeddedQueue server) {
        var queues = Queues.embedded(server);
        var impatient = (SqsClient) Proxy.newProxyInstance(SqsClient.class.getClassLoader(), new Class<?>[]{SqsClient.class},
                new ImpatientQueues(queues.client()));
        return new Queues(impatient, queues.urls());
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (arguments != null && arguments[0] instanceof Consumer<?>) {
            // Builds the request, and comes back here with it.
            return InvocationHandler.invokeDefault(proxy, method, arguments);
        }
        if (arguments != null && arguments[0] instanceof ChangeMessageVisibilityRequest request) {
            return client.changeMessageVisibility(request.toBuilder().visibilityTimeout(0).build());
        }
        try {
            return method.invoke(client, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
