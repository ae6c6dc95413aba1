package dev.rooms.jakarta.cdi;

import dev.rooms.Client;
import dev.rooms.Limits;
import dev.rooms.OnEvent;
import dev.rooms.Rooms;
import dev.rooms.RoomsBuilder;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The beans of an application. */
@SuppressWarnings("unused") // CDI calls them
final class Chat {
    private Chat() {}

    record Line(String room, String text) {}

    /** Sends, so it has the rooms injected that it handles events of. */
    @ApplicationScoped
    public static class Lines {
        @Inject
        private Rooms rooms;

        @OnEvent("say")
        public Map<String, Object> say(Client client, Line line) {
            return Map.of("heard", rooms.to(line.room()).emit("said", line));
        }
    }

    /** Without a scope of its own: as many as are asked for. */
    @Dependent
    public static class Counter {
        private int count;

        @OnEvent("count")
        int next() {
            return ++count;
        }
    }

    /** One for a request. */
    @RequestScoped
    public static class Visit {
        private static final AtomicInteger LAST = new AtomicInteger();
        private static final AtomicInteger ENDED = new AtomicInteger();
        private final int number = LAST.incrementAndGet();

        public int number() {
            return number;
        }

        static int ended() {
            return ENDED.get();
        }

        @PreDestroy
        void end() {
            ENDED.incrementAndGet();
        }
    }

    /** Needs a request around it. */
    @ApplicationScoped
    public static class Visits {
        @Inject
        private Visit visit;

        @OnEvent("visit")
        public List<Integer> visit() {
            return List.of(visit.number(), visit.number());
        }
    }

    /** Hears of clients. */
    @ApplicationScoped
    public static class Door {
        private final List<String> heard = new CopyOnWriteArrayList<>();

        List<String> heard() {
            return heard;
        }

        void came(@Observes ClientConnected event) {
            heard.add(event.client().name() + " came to " + event.namespace() + " from "
                    + event.handshake().remoteAddress());
        }

        void cameLater(@ObservesAsync ClientConnected event) {
            heard.add(event.client().name() + " came, later told");
        }

        void left(@Observes ClientDisconnected event) {
            heard.add(event.client().name() + " left " + event.namespace() + ": " + event.reason());
        }
    }

    /** In a namespace of its own. */
    @Singleton
    public static class Elsewhere {
        @OnEvent(value = "ask", namespace = "auctions")
        public String ask() {
            return "yes";
        }
    }

    /** Is handled once, though both classes have the method. */
    @ApplicationScoped
    public static class Overriding extends Overridden {
        @Override
        @OnEvent("which")
        public String which() {
            return "the one that overrides";
        }
    }

    /** No bean by itself. */
    public abstract static class Overridden {
        @OnEvent("which")
        public String which() {
            return "the one that is overridden";
        }

        @OnEvent("inherited")
        public String inherited() {
            return "from above";
        }
    }

    /** Fails the start. */
    @ApplicationScoped
    public static class Wrong {
        @OnEvent("wrong")
        public void wrong(String one, Integer other) {}
    }

    /** How the rooms are made. */
    @Dependent
    public static class Settings {
        @Produces
        RoomsBuilder settings() {
            return Rooms.builder().limits(Limits.DEFAULTS.withMaxConnections(7));
        }
    }

    /** Rooms of the application's own. */
    @Singleton
    public static class Own {
        private final Rooms rooms = Rooms.create();

        @Produces
        @Singleton
        Rooms rooms() {
            return rooms;
        }
    }
}
