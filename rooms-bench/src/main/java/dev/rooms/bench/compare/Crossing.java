package dev.rooms.bench.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a message costs on its way to another server, apart from what its deliveries cost there: in small rooms, one with a member
 * on each server, and one with a member at the sender's server alone, whose messages other servers drop.
 */
record Crossing(Settings settings, Figures figures) {
    private static final String EVERYWHERE = "everywhere";
    /** In a partition in which no other server has a room, as servers that hear of their own rooms alone hear the whole partition. */
    private static final String HERE = "here";

    private static final int PER_SECOND = 500;
    private static final int IN_FLIGHT = 64;
    /** Each is as much work here as many deliveries in a large room. */
    private static final int WARM_UP_SHARE = 2;

    void measure(Field field) throws IOException {
        Map<String, Room> everywhere = new HashMap<>();
        Map<String, Room> here = new HashMap<>();
        field.each(subject -> {
            int servers = subject.servers().all().size();
            everywhere.put(subject.id(), subject.gather(EVERYWHERE, servers, servers));
            here.put(subject.id(), subject.gather(HERE, 1, 1));
        });
        field.each(subject -> warmUp(subject, toAll(subject, everywhere), toNear(subject, everywhere, here)));
        for (int round = 0; round < settings.rounds(); round++) {
            field.each(subject -> latency(subject, room(everywhere, subject)));
            field.each(subject -> {
                Servers.Cpu rest = subject.rest(settings.turn());
                figures.add(
                        subject.id(),
                        Measure.REST,
                        rest.servers() / subject.servers().all().size());
                busy(subject, rest, toAll(subject, everywhere), toNear(subject, everywhere, here));
            });
        }
    }

    private static Room room(Map<String, Room> rooms, Subject subject) {
        Room room = rooms.get(subject.id());
        if (room == null) {
            throw new IllegalStateException(subject.id() + " has no such room");
        }
        return room;
    }

    private static List<Room> toAll(Subject subject, Map<String, Room> everywhere) {
        return Collections.nCopies(IN_FLIGHT, room(everywhere, subject));
    }

    /** The last message goes everywhere, so that no server falls behind of what it only drops. */
    private static List<Room> toNear(Subject subject, Map<String, Room> everywhere, Map<String, Room> here) {
        List<Room> batch = new ArrayList<>(Collections.nCopies(IN_FLIGHT - 1, room(here, subject)));
        batch.add(room(everywhere, subject));
        return batch;
    }

    private void warmUp(Subject subject, List<Room> toAll, List<Room> toNear) throws IOException {
        long end = settings.warmUpEnd();
        long messages = 0;
        while (messages < settings.warmUp() / WARM_UP_SHARE && System.nanoTime() < end) {
            messages += subject.broadcast(toAll, settings.turn()).messages();
            messages += subject.broadcast(toNear, settings.turn()).messages();
        }
    }

    private void latency(Subject subject, Room room) throws IOException {
        Subject.Latencies latencies = subject.broadcastSteadily(room, PER_SECOND, settings.turn());
        figures.add(subject.id(), Measure.OFFERED, PER_SECOND);
        figures.add(subject.id(), Measure.P50, Latency.millis(latencies.near(), 50));
        figures.add(subject.id(), Measure.P99, Latency.millis(latencies.near(), 99));
        if (subject.servers().all().size() > 1) {
            figures.add(subject.id(), Measure.FAR_P50, Latency.millis(latencies.far(), 50));
            figures.add(subject.id(), Measure.FAR_P99, Latency.millis(latencies.far(), 99));
        }
    }

    private void busy(Subject subject, Servers.Cpu rest, List<Room> toAll, List<Room> toNear) throws IOException {
        Subject.Burst all = subject.broadcast(toAll, settings.turn());
        Subject.Burst near = subject.broadcast(toNear, settings.turn());
        Servers.Cpu perMessage = perMessage(all, rest);
        Servers.Cpu perOwn = perMessage(near, rest);
        figures.add(subject.id(), Measure.MESSAGES, all.messagesPerSecond());
        figures.add(subject.id(), Measure.SENDING, perMessage.first());
        figures.add(subject.id(), Measure.OWN_SENDING, perOwn.first());
        int others = subject.servers().all().size() - 1;
        if (others > 0) {
            figures.add(subject.id(), Measure.HEARING, perMessage.others() / others);
            figures.add(subject.id(), Measure.DROPPING, perOwn.others() / others);
        }
        if (subject.servers().redis().isPresent()) {
            figures.add(subject.id(), Measure.REST_REDIS, rest.redis());
            figures.add(subject.id(), Measure.REDIS, perMessage.redis());
            figures.add(subject.id(), Measure.OWN_REDIS, perOwn.redis());
        }
    }

    private static Servers.Cpu perMessage(Subject.Burst burst, Servers.Cpu rest) {
        return burst.cpu().since(rest.times(burst.seconds())).times(1.0 / burst.messages());
    }
}
