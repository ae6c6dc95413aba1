package dev.rooms.hub;

import dev.rooms.Arguments;
import dev.rooms.EventOption;
import dev.rooms.Incoming;
import dev.rooms.IncomingHandler;
import dev.rooms.Json;
import dev.rooms.RefusedException;
import dev.rooms.message.ErrorMessage;
import dev.rooms.message.FailedAcknowledge;
import dev.rooms.metrics.Measurements.Counter;
import dev.rooms.payload.Content;
import dev.rooms.protocol.Received;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Finds each event its handler, reads its data as the handler's type, and answers when that fails. Thread-safe. */
final class Events {
    private static final Logger LOG = System.getLogger(Events.class.getName());

    private final Hub hub;
    private final Map<String, Binding<?>> bindings = new ConcurrentHashMap<>();

    Events(Hub hub) {
        this.hub = hub;
    }

    <T> void bind(String event, Class<T> type, IncomingHandler<T> handler, EventOption... options) {
        Set<EventOption> chosen = EnumSet.noneOf(EventOption.class);
        chosen.addAll(List.of(options));
        if (bindings.putIfAbsent(event, new Binding<>(type, handler, chosen)) != null) {
            throw new IllegalStateException("the event '" + event + "' has a handler already; an event has one");
        }
    }

    void dispatch(ConnectedClient client, Received received) {
        Binding<?> binding = bindings.get(received.event());
        Arrival arrival = new Arrival(client, received, binding);
        boolean overheard = hub.listeners().hearEverything();
        if (binding == null && !overheard) {
            arrival.refuse(new RefusedException("there is no event '" + shortened(received.event())
                    + "' here; known are " + bindings.keySet().stream().sorted().toList()));
            return;
        }
        boolean inPlace = !overheard && binding != null && binding.options().contains(EventOption.NON_BLOCKING);
        boolean accepted = client.turns()
                .run(
                        () -> {
                            if (overheard) {
                                hub.listeners().heard(client, arrival);
                            }
                            if (binding != null) {
                                handle(binding, arrival);
                            }
                        },
                        inPlace);
        if (!accepted) {
            arrival.refuse(new RefusedException("more than " + hub.limits().maxWaitingEvents()
                    + " events of this client wait to be handled; send slower"));
        }
    }

    private static String shortened(String text) {
        return text.length() > 100 ? text.substring(0, 100) + "..." : text;
    }

    private <T> void handle(Binding<T> binding, Arrival arrival) {
        try {
            T data = hub.payloads().read(arrival.received.arguments(), binding.type());
            binding.handler().handle(arrival.client, data, arrival);
        } catch (RefusedException refused) {
            arrival.refuse(refused);
        } catch (Exception | Error failure) {
            hub.measurements().count(Counter.HANDLER_FAILURES);
            LOG.log(Level.WARNING, "The handler of '" + arrival.event() + "' failed", failure);
            arrival.refuse(new RefusedException("'" + arrival.event() + "' failed in the server"));
            if (failure instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private record Binding<T>(Class<T> type, IncomingHandler<T> handler, Set<EventOption> options) {}

    /** One event from one client, and the one answer that it may get. */
    private final class Arrival implements Incoming {
        private final ConnectedClient client;
        private final Received received;
        private final boolean answered;
        private final AtomicBoolean done = new AtomicBoolean();

        Arrival(ConnectedClient client, Received received, @Nullable Binding<?> binding) {
            this.client = client;
            this.received = received;
            this.answered = received.wantsAcknowledgement()
                    || (received.answerable()
                            && binding != null
                            && binding.options().contains(EventOption.ALWAYS_ACKNOWLEDGED));
        }

        @Override
        public String event() {
            return received.event();
        }

        @Override
        public Json json() {
            return received.arguments().first();
        }

        @Override
        public Arguments arguments() {
            return hub.payloads().read(received.arguments(), Arguments.class);
        }

        @Override
        public boolean wantsAcknowledgement() {
            return received.wantsAcknowledgement();
        }

        @Override
        public void acknowledge(Object data) {
            if (!answered || done.get()) {
                return;
            }
            // Written before it counts as answered: when it can't be, the failure is answered instead.
            Content answer = hub.payloads().content(data);
            if (done.compareAndSet(false, true)) {
                client.send(received.acknowledgement().apply(answer));
            }
        }

        void refuse(RefusedException refused) {
            hub.refuse(client, new ErrorMessage(refused.getMessage(), shortened(event()), refused.errors()));
            acknowledge(new FailedAcknowledge(refused.getMessage()));
        }
    }
}
