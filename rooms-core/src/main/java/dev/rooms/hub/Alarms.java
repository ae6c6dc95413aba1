package dev.rooms.hub;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The next deadline of each of many connections, kept by one task of an executor: for whichever comes first. An idle
 * connection then holds an {@link Alarm} of 32 bytes, where a task of its own takes four times that.
 *
 * <p>Each alarm rings at its own time, as exactly as the executor is. Alarms ring one after the other, so what they do must not
 * block.
 *
 * <p>Concurrency: everything is guarded by {@code this}, which is held for no call but that of the executor. The alarms are a
 * heap, each of which knows its place in it; so it costs little to change or to cancel one.
 */
public final class Alarms {
    private static final Logger LOG = System.getLogger(Alarms.class.getName());
    private static final int FIRST_CAPACITY = 16;
    private static final int NOWHERE = -1;

    private final ScheduledExecutorService executor;

    private @Nullable Alarm[] heap = new Alarm[FIRST_CAPACITY];
    private int size;
    private @Nullable Future<?> wakeUp;
    private long wakeUpAt;
    private boolean ringing;

    /**
     * None is set.
     *
     * @param executor keeps the time; once it has stopped, none rings any more
     */
    public Alarms(ScheduledExecutorService executor) {
        this.executor = executor;
    }

    /** An alarm that isn't set yet, for that task. */
    public Alarm alarm(Runnable task) {
        return new Alarm(this, task);
    }

    /** Runs its task once for each time that it is set. Thread-safe. */
    public static final class Alarm {
        private final Alarms alarms;
        private final Runnable task;
        private long time;
        private int place = NOWHERE;

        private Alarm(Alarms alarms, Runnable task) {
            this.alarms = alarms;
            this.task = task;
        }

        /** Has it ring at this time of {@link System#nanoTime}, unless it is set to one before. */
        public void set(long nanoTime) {
            alarms.set(this, nanoTime);
        }

        /** Keeps it from ringing, unless it does at this moment. */
        public void cancel() {
            alarms.cancel(this);
        }

        private boolean isBefore(Alarm other) {
            return time - other.time < 0;
        }
    }

    private synchronized void set(Alarm alarm, long time) {
        if (alarm.place == NOWHERE) {
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, 2 * size);
            }
            put(alarm, size++);
        } else if (alarm.time - time <= 0) {
            return;
        }
        alarm.time = time;
        settle(alarm);
        plan();
    }

    private synchronized void cancel(Alarm alarm) {
        if (alarm.place == NOWHERE) {
            return;
        }
        remove(alarm);
        if (size == 0 && wakeUp != null) {
            // An executor that is being shut down waits for its last task.
            wakeUp.cancel(false);
            wakeUp = null;
        }
    }

    private synchronized void startRinging() {
        wakeUp = null;
        ringing = true;
    }

    private void ring() {
        startRinging();
        for (Alarm due = nextDue(); due != null; due = nextDue()) {
            try {
                due.task.run();
            } catch (RuntimeException | Error failure) {
                LOG.log(Level.WARNING, "What was due failed; the rest is done all the same", failure);
            }
        }
    }

    /** The next that is due, not set any more; when there is none, the next wake-up is planned. */
    private synchronized @Nullable Alarm nextDue() {
        if (size > 0 && at(0).time - System.nanoTime() <= 0) {
            Alarm due = at(0);
            remove(due);
            return due;
        }
        ringing = false;
        plan();
        return null;
    }

    /** Sees to it that somebody is woken in time. To wake too early, as after a cancellation, does no harm. */
    private void plan() {
        if (ringing || size == 0) {
            return;
        }
        long first = at(0).time;
        if (wakeUp != null) {
            if (wakeUpAt - first <= 0) {
                return;
            }
            wakeUp.cancel(false);
        }
        wakeUpAt = first;
        try {
            wakeUp = executor.schedule(this::ring, Math.max(1, first - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException stopped) {
            // With the executor all that there was to be woken for has come to its end.
        }
    }

    // The heap: none is before the one at half its place.

    private Alarm at(int place) {
        Alarm alarm = heap[place];
        if (alarm == null) {
            throw new IllegalStateException("place " + place + " of " + size + " is empty");
        }
        return alarm;
    }

    private void put(Alarm alarm, int place) {
        heap[place] = alarm;
        alarm.place = place;
    }

    private void remove(Alarm alarm) {
        Alarm last = at(--size);
        heap[size] = null;
        if (last != alarm) {
            put(last, alarm.place);
            settle(last);
        }
        alarm.place = NOWHERE;
        if (size < heap.length / 4 && heap.length > FIRST_CAPACITY) {
            heap = Arrays.copyOf(heap, heap.length / 2);
        }
    }

    private void settle(Alarm alarm) {
        while (alarm.place > 0 && alarm.isBefore(at((alarm.place - 1) / 2))) {
            swap(alarm, at((alarm.place - 1) / 2));
        }
        for (Alarm child = firstChild(alarm); child != null && child.isBefore(alarm); child = firstChild(alarm)) {
            swap(alarm, child);
        }
    }

    /** The earlier of the two that come after an alarm; null if there is none. */
    private @Nullable Alarm firstChild(Alarm alarm) {
        int left = 2 * alarm.place + 1;
        if (left >= size) {
            return null;
        }
        int right = left + 1;
        return right < size && at(right).isBefore(at(left)) ? at(right) : at(left);
    }

    private void swap(Alarm one, Alarm other) {
        int place = one.place;
        put(one, other.place);
        put(other, place);
    }
}
