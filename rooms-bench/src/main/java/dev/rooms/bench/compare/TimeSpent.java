package dev.rooms.bench.compare;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** By whose code a server's time went, from the collapsed stacks of a profile: the innermost frame of each tells. */
record TimeSpent(Map<Owner, Long> samples) {
    /** Whose code it may be. */
    enum Owner {
        KERNEL_SENDS("kernel, sending"),
        KERNEL_ELSE("kernel, else"),
        JVM("JVM and libc"),
        JDK("JDK"),
        CONTAINER("server and libraries"),
        APPLICATION("rooms, or the bare loop");

        private final String title;

        Owner(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    private static final String KERNEL = "_[k]";

    /** Of profiles' lines: frames from the outermost on with semicolons between them, a blank, and how often. */
    static TimeSpent of(List<String> stacks) {
        Map<Owner, Long> samples = new EnumMap<>(Owner.class);
        for (String stack : stacks) {
            int blank = stack.lastIndexOf(' ');
            samples.merge(
                    owner(stack.substring(0, blank)),
                    Long.parseLong(stack.substring(blank + 1).strip()),
                    Long::sum);
        }
        return new TimeSpent(samples);
    }

    private static Owner owner(String frames) {
        String innermost = frames.substring(frames.lastIndexOf(';') + 1);
        if (innermost.endsWith(KERNEL)) {
            return frames.contains("Dispatcher.write") || frames.contains("DispatcherImpl.write")
                    ? Owner.KERNEL_SENDS
                    : Owner.KERNEL_ELSE;
        }
        if (!innermost.contains("/")) {
            return Owner.JVM;
        }
        if (innermost.startsWith("dev/rooms/")) {
            return Owner.APPLICATION;
        }
        return innermost.matches("(java|javax|jdk|sun|com/sun)/.*") ? Owner.JDK : Owner.CONTAINER;
    }

    /** How much of it went there, between 0 and 1. */
    double share(Owner owner) {
        long all = samples.values().stream().mapToLong(Long::longValue).sum();
        return all == 0 ? 0 : (double) samples.getOrDefault(owner, 0L) / all;
    }
}
