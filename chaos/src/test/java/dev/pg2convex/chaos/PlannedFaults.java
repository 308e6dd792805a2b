package dev.pg2convex.chaos;

import dev.pg2convex.core.protocol.FaultPoint;
import dev.pg2convex.core.protocol.Faults;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Carries out a plan of faults, and counts what was reached. */
final class PlannedFaults implements Faults {
    /** Longer than the lease and the visibility timeout of the tests. */
    static final Duration PAUSE = Duration.ofMillis(2_500);
    private static final Duration HEAD_START = Duration.ofMillis(150);

    private final List<PlannedFault> plan;
    private final Map<FaultPoint, AtomicInteger> reached = new EnumMap<>(FaultPoint.class);
    private final Set<PlannedFault> struck = ConcurrentHashMap.newKeySet();
    private volatile Runnable duplicate = () -> {};

    PlannedFaults(List<PlannedFault> plan) {
        this.plan = List.copyOf(plan);
        for (var point : FaultPoint.values()) {
            reached.put(point, new AtomicInteger());
        }
    }

    /** @param again sends what was sent once more */
    void duplicateBy(Runnable again) {
        this.duplicate = again;
    }

    int reached(FaultPoint point) {
        return reached.get(point).get();
    }

    /** Faults of the plan that have happened. */
    Set<PlannedFault> struck() {
        return Set.copyOf(struck);
    }

    @Override
    public void reach(FaultPoint point) {
        int nth = reached.get(point).incrementAndGet();
        for (var fault : plan) {
            if (fault.point() == point && fault.nth() == nth) {
                struck.add(fault);
                strike(fault);
            }
        }
    }

    private void strike(PlannedFault fault) {
        switch (fault.action()) {
            case KILL -> SelfKill.kill();
            case THROW -> throw new InjectedFault(fault.point());
            case PAUSE -> sleep(PAUSE);
            case DUPLICATE -> {
                duplicate.run();
                sleep(HEAD_START);
            }
        }
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
