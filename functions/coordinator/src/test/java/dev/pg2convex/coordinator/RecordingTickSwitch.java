package dev.pg2convex.coordinator;

import dev.pg2convex.core.message.TickSwitch;
import java.util.ArrayList;
import java.util.List;

/** Keeps what it is switched to. */
final class RecordingTickSwitch implements TickSwitch {
    private final List<String> switched = new ArrayList<>();
    private Runnable afterOff = () -> {};

    /** Everything so far; forgets it. */
    List<String> drain() {
        var drained = List.copyOf(switched);
        switched.clear();
        return drained;
    }

    /** What somebody else does just after this was switched off. */
    void afterOff(Runnable work) {
        afterOff = work;
    }

    @Override
    public void on() {
        switched.add("on");
    }

    @Override
    public void off() {
        switched.add("off");
        afterOff.run();
    }
}
