package dev.pg2convex.testing.proxy;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Calls that are on their way, some of them held back. */
final class HeldCalls {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int onTheWay;
    private long released;

    void begin() {
        lock.lock();
        try {
            onTheWay++;
        } finally {
            lock.unlock();
        }
    }

    /** Keeps it for this time, or until all are released. */
    void hold(Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long left = atMost.toNanos();
            changed.signalAll();
            for (long before = released; released == before && left > 0;) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** It has arrived, or never will. */
    void end() {
        lock.lock();
        try {
            onTheWay--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets those go that are held. */
    void release() {
        lock.lock();
        try {
            released++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets all go, and waits until nothing is on its way. */
    void drain() throws InterruptedException {
        lock.lock();
        try {
            while (onTheWay > 0) {
                released++;
                changed.signalAll();
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }
}
