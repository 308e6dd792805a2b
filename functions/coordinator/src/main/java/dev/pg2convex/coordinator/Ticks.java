package dev.pg2convex.coordinator;

import dev.pg2convex.aws.Metric;
import dev.pg2convex.aws.Metrics;
import dev.pg2convex.core.Deadline;
import dev.pg2convex.core.Ports;
import dev.pg2convex.core.message.Message;
import dev.pg2convex.core.message.TickSwitch;
import dev.pg2convex.core.run.Activity;
import dev.pg2convex.core.run.Driver;
import dev.pg2convex.core.run.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What a tick does: goes on with what was lost. */
final class Ticks {
    /** A message that nobody has worked on for so long is taken for lost; where it was not, its page is found done. */
    private static final Duration LOST = Duration.ofMinutes(5);

    private final Ports ports;
    private final Beginning beginning;
    private final RunDriver runDriver;
    private final Guard guard;
    private final Driver driver;
    private final TickSwitch ticks;
    private final Metrics metrics;

    Ticks(Ports ports, Beginning beginning, RunDriver runDriver, Driver driver, TickSwitch ticks, Metrics metrics) {
        this.ports = ports;
        this.beginning = beginning;
        this.runDriver = runDriver;
        this.guard = new Guard(ports);
        this.driver = driver;
        this.ticks = ticks;
        this.metrics = metrics;
    }

    void handle(Message.Tick tick, Deadline deadline) {
        if (tick.run().isPresent()) {
            look(tick.run().get(), deadline);
        } else {
            sweep(deadline);
        }
    }

    /** A run is driven by messages alone while this is called for it now and then. */
    void keepOn(UUID runId) {
        if (!ticks.equals(TickSwitch.NONE) && active(runId).isPresent()) {
            ticks.on();
        }
    }

    /** Begins the run if its begin was lost, then sends again what was. */
    void look(UUID runId, Deadline deadline) {
        active(runId).filter(run -> run.begunAt().isEmpty()).ifPresent(run -> guard.over(runId, () -> beginUnasked(run)));
        guard.over(runId, () -> runDriver.revive(runId, LOST, deadline));
    }

    /** One run's failure keeps no other from its tick. */
    private void sweep(Deadline deadline) {
        var failures = new ArrayList<RuntimeException>();
        for (var run : ports.runs().drivenBy(driver.name())) {
            try {
                ports.runs().heartbeat(run.id(), driver);
                look(run.id(), deadline);
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        switchOffWhereNothingIsLeft();
        if (metrics.isOn()) {
            write(ports.runs().activity(driver.name()));
        }
        if (!failures.isEmpty()) {
            var first = failures.removeFirst();
            failures.forEach(first::addSuppressed);
            throw first;
        }
    }

    /**
     * First off, then a look, then on again if there is a run. A start makes its run before it switches on, so that it either comes before the look,
     * and is seen, or switches on after this has switched off.
     */
    private void switchOffWhereNothingIsLeft() {
        if (nothingIsLeft()) {
            ticks.off();
            if (!nothingIsLeft()) {
                ticks.on();
            }
        }
    }

    private void write(Activity activity) {
        metrics.write(Map.of(Metric.ACTIVE_RUNS, (long) activity.runs(), Metric.PAGES_LEFT, activity.pagesLeft(),
                Metric.SECONDS_SINCE_PROGRESS, activity.sinceProgress().toSeconds()));
    }

    private boolean nothingIsLeft() {
        return ports.runs().drivenBy(driver.name()).isEmpty();
    }

    private Optional<Run> active(UUID runId) {
        return ports.runs().find(runId).filter(run -> run.state() == Run.State.ACTIVE);
    }

    private void beginUnasked(Run run) {
        try {
            beginning.begin(run);
        } catch (RefusedException e) {
            // Nobody waits for an answer: it stands in the run's status.
            ports.runs().end(run.id(), Run.State.CANCELLED, e.getMessage());
        }
    }
}
