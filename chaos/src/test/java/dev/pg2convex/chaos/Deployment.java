package dev.pg2convex.chaos;

import dev.pg2convex.local.demo.ConvexCalls;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The deployment as an application sees it, by plain HTTP: nothing of pg2convex's client is in it. */
final class Deployment implements AutoCloseable {
    private static final int PAGE = 1_000;

    private final ConvexCalls calls;

    Deployment(String url, String key) {
        this.calls = new ConvexCalls(url, key);
    }

    /** Everything is as if it had just been made. */
    void clear() throws InterruptedException {
        calls.call("mutation", "app:clear", ConvexCalls.arguments());
    }

    /** @return the document's ID */
    String signUp(String handle, String plan) throws InterruptedException {
        return calls.call("mutation", "app:signUp", ConvexCalls.arguments().put("handle", handle).put("plan", plan)).asString();
    }

    List<JsonNode> documents(String table) throws InterruptedException {
        var documents = new ArrayList<JsonNode>();
        calls.each("app:list", PAGE, ConvexCalls.arguments().put("table", table), documents::add);
        return documents;
    }

    @Override
    public void close() {
        calls.close();
    }
}
