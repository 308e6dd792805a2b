package dev.pg2convex.core.message;

/**
 * Port: whether a tick for every active run is sent, each minute. It stands in for a process that stays with its run; a permanent one would keep a
 * database awake that sleeps when idle.
 *
 * <p>A failure is logged and not thrown: no run stops for want of a tick, and whoever switches does so again and again.
 */
public interface TickSwitch {
    /** For a process that stays with its run, and sends the ticks itself. */
    TickSwitch NONE = new TickSwitch() {
        @Override
        public void on() {
            // Nothing to switch.
        }

        @Override
        public void off() {
            // Nothing to switch.
        }
    };

    /** Harmless where it is on. */
    void on();

    /** Whoever calls it looks for active runs once more afterwards: one may have been made since the look before. */
    void off();
}
