package dev.rooms.cluster;

import dev.rooms.FoundClient;
import dev.rooms.Json;
import dev.rooms.registry.RoomRegistry.RoomSize;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A letter of every kind, with every question, reply and action. */
final class Letters {
    static final NodeId ONE = new NodeId(1, 11);
    static final NodeId TWO = new NodeId(2, -22);

    static final Whom WHOM = new Whom("/", Set.of("a", "\u00e9\ud83d\ude00"), Set.of("quiet"), Set.of("id-1", "id-2"));
    static final Event EVENT = new Event(
            "news",
            List.of(new Json("{\"text\":\"h\u00e9 \ud83d\ude00\"}"), Json.NULL),
            List.of(ByteBuffer.wrap(new byte[] {0, -1, 127}), ByteBuffer.allocate(0)));
    private static final Publication EMIT = new Publication(WHOM, new Publication.Emit(EVENT, false));
    private static final Presence ADA = new Presence("id-ada", "Ada");
    private static final Session SESSION = new Session(
            "id-ada",
            "Ada",
            Optional.of("ada@example.org"),
            Map.of(
                    "text",
                    "h\u00e9",
                    "numbers",
                    List.of(1, -2, 3L, Long.MIN_VALUE, 0.5),
                    "nested",
                    Map.of("yes", true, "no", List.of(false, ""))),
            List.of("a", "b"),
            new Progress(Map.of(
                    ONE, new Progress.Reached(1, Map.of(64, 300L, 0, 1L)), TWO, new Progress.Reached(7, Map.of()))));

    static final List<Letter> ALL = List.of(
            new Letter.Published(0, EMIT),
            new Letter.Published(Long.MAX_VALUE, new Publication(WHOM, new Publication.Emit(EVENT, true))),
            new Letter.Published(1, new Publication(WHOM, new Publication.Join(Set.of("b", "c")))),
            new Letter.Published(127, new Publication(WHOM, new Publication.Leave(Set.of("b")))),
            new Letter.Published(128, new Publication(everyone("/chat"), new Publication.Disconnect())),
            new Letter.Beat(1, true, 0),
            new Letter.Beat(300, false, Integer.MAX_VALUE + 1L),
            new Letter.Goodbye(),
            new Letter.Arrived(7, ADA),
            new Letter.Departed(8, "id-ada"),
            new Letter.RosterWanted(),
            new Letter.RosterPart(9, 0, 1, List.of()),
            new Letter.RosterPart(9, 1, 2, List.of(ADA, new Presence("", ""))),
            asked(new Question.Send("/", "id-ada", EVENT)),
            asked(new Question.Apply(EMIT)),
            asked(new Question.EmitWithAck(WHOM, EVENT, 5_000)),
            asked(new Question.HowMany(WHOM)),
            asked(new Question.Find(everyone("/"))),
            asked(new Question.HandOver("/", "secret", Optional.of("offset"), Optional.of("ada@example.org"))),
            asked(new Question.HandOver("/chat", "", Optional.empty(), Optional.empty())),
            asked(new Question.RoomsAfter("/", "a", 100)),
            asked(new Question.MembersAfter("/", "a", "id-ada", 100)),
            replied(new Reply.Count(3)),
            replied(new Reply.Acks(
                    List.of(new Reply.Ack("id-ada", EVENT.values(), EVENT.attachments())), Integer.MAX_VALUE)),
            replied(new Reply.Found(List.of(
                    new FoundClient("id-ada", "Ada", Optional.of("ada@example.org"), List.of("a", "b")),
                    new FoundClient("id-bob", "Bob", Optional.empty(), List.of())))),
            replied(new Reply.HandedOver(Optional.of(SESSION), List.of(EVENT, new Event("other", "1")))),
            replied(new Reply.HandedOver(Optional.empty(), List.of())),
            replied(new Reply.NotHere(Optional.empty())),
            replied(new Reply.NotHere(Optional.of(TWO))),
            replied(new Reply.Rooms(List.of(new RoomSize("a", 2)), 1)),
            replied(new Reply.Members(List.of(ADA), 2)));

    private Letters() {}

    static Whom everyone(String namespace) {
        return new Whom(namespace, Set.of(), Set.of(), Set.of());
    }

    static Whom room(String room) {
        return new Whom("/", Set.of(room), Set.of(), Set.of());
    }

    static Letter emit(Whom whom, String json) {
        return new Letter.Published(0, new Publication(whom, new Publication.Emit(new Event("news", json), false)));
    }

    private static Letter asked(Question question) {
        return new Letter.Asked(12, question);
    }

    private static Letter replied(Reply reply) {
        return new Letter.Replied(12, 1, false, reply);
    }
}
