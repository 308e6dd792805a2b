package dev.pg2convex.chaos;

import dev.pg2convex.core.message.QueueName;
import dev.pg2convex.testing.proxy.ConvexFaultProxy;
import dev.pg2convex.testing.proxy.FaultCounts;
import dev.pg2convex.testing.proxy.PostgresFaultProxy;
import dev.pg2convex.testing.proxy.QueueFaultProxy;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The ways from an engine to its servers, all of which lie and break at random. The same seed plans the same. */
final class Ways implements AutoCloseable {
    private final Parts direct;
    private final ConvexFaultProxy convex;
    private final PostgresFaultProxy postgres;
    private final QueueFaultProxy queue;
    private final ConcurrentLinkedQueue<String> met = new ConcurrentLinkedQueue<>();

    private Ways(Parts direct, ConvexFaultProxy convex, PostgresFaultProxy postgres, QueueFaultProxy queue) {
        this.direct = direct;
        this.convex = convex;
        this.postgres = postgres;
        this.queue = queue;
    }

    static Ways before(Parts parts, long seed) {
        var ways = new Ways(parts, ConvexFaultProxy.before(parts.convexUrl()), PostgresFaultProxy.before(parts.postgresUrl()),
                QueueFaultProxy.before(URI.create(parts.queueEndpoint()), seed));
        ways.convex.follow(RandomPlans.ofConvex(seed));
        var postgresPlan = RandomPlans.ofPostgres(seed);
        ways.postgres.follow((commit, number) -> {
            var fault = postgresPlan.faultFor(commit, number);
            fault.ifPresent(cut -> ways.met.add("a " + (commit ? "commit" : "statement") + ": " + cut));
            return fault;
        });
        var queuePlan = RandomPlans.ofQueue(seed);
        ways.queue.follow((action, number) -> {
            var fault = queuePlan.faultFor(action, number);
            fault.ifPresent(lie -> ways.met.add("a call to the queue: " + lie));
            return fault;
        });
        return ways;
    }

    Parts parts() {
        return new Parts(postgres.url(), convex.url(), direct.convexKey(), queue.endpoint().toString(), direct.queueUrls());
    }

    /** All messages of all queues. */
    void loseMessages() throws IOException {
        for (var name : QueueName.values()) {
            queue.loseEverything(direct.queueUrls().get(name));
        }
        met.add("all messages are lost");
    }

    /** Waits for requests that are still on the way to Convex. */
    void drain() throws InterruptedException {
        convex.drain();
    }

    /** Each fault that struck, as often as it did. */
    List<String> met() {
        var all = new ArrayList<>(met);
        convex.counts().calls().forEach((key, number) -> {
            for (int n = 0; n < number && !key.fault().equals(FaultCounts.NO_FAULT); n++) {
                all.add("a call to Convex: " + key.fault());
            }
        });
        return all;
    }

    @Override
    public void close() {
        convex.close();
        queue.close();
        postgres.close();
    }
}
