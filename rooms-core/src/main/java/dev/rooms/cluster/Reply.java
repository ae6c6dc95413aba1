package dev.rooms.cluster;

import dev.rooms.FoundClient;
import dev.rooms.Json;
import dev.rooms.registry.RoomRegistry.RoomSize;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** What a server answers to a {@link Question}. Long ones come in parts. */
public sealed interface Reply {

    /** How many. */
    record Count(int clients) implements Reply {}

    /**
     * What clients acknowledged.
     *
     * @param expected how many were asked
     */
    record Acks(List<Ack> acks, int expected) implements Reply {
        public Acks {
            acks = List.copyOf(acks);
        }
    }

    /** One client's acknowledgement. */
    record Ack(String clientId, List<Json> values, List<ByteBuffer> attachments) {
        public Ack {
            values = List.copyOf(values);
            attachments = List.copyOf(attachments);
        }
    }

    /** Some clients. */
    record Found(List<FoundClient> clients) implements Reply {
        public Found {
            clients = List.copyOf(clients);
        }
    }

    /**
     * A client that was lost here, for the server that it came back to. In parts, the events are those of all parts.
     *
     * @param session who it is; in the first part alone
     * @param missed what it missed, in order
     */
    record HandedOver(Optional<Session> session, List<Event> missed) implements Reply {
        public HandedOver {
            missed = List.copyOf(missed);
        }
    }

    /**
     * No such client can be handed over.
     *
     * @param to the server that it went to from here, if it did
     */
    record NotHere(Optional<NodeId> to) implements Reply {}

    /**
     * Some rooms, in the order of their names.
     *
     * @param total how many there are
     */
    record Rooms(List<RoomSize> rooms, int total) implements Reply {
        public Rooms {
            rooms = List.copyOf(rooms);
        }
    }

    /**
     * Some members, in the order of their ids.
     *
     * @param total how many there are
     */
    record Members(List<Presence> members, int total) implements Reply {
        public Members {
            members = List.copyOf(members);
        }
    }
}
