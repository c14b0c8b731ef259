package dev.braid.control.node;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes whoever waits; who has seen the count before looking misses no ring. */
final class Bell {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rings = lock.newCondition();
    private long count;

    long rung() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    void ring() {
        lock.lock();
        try {
            count++;
            rings.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** @return false when the deadline (of {@link System#nanoTime}) passed without a ring */
    boolean awaitAfter(long seen, long deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = deadline - System.nanoTime();
            while (count == seen && left > 0) {
                left = rings.awaitNanos(left);
            }
            return count != seen;
        } finally {
            lock.unlock();
        }
    }
}
