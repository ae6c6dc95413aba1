package dev.rooms.hub;

import dev.rooms.Answers;
import dev.rooms.Json;
import dev.rooms.cluster.LocalServer;
import dev.rooms.cluster.NodeId;
import dev.rooms.cluster.Place;
import dev.rooms.cluster.Presence;
import dev.rooms.cluster.Publication;
import dev.rooms.cluster.Question;
import dev.rooms.cluster.Reply;
import dev.rooms.cluster.Whom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** What this server does and tells for other servers. A namespace that isn't here has no clients here. */
final class ForOthers implements LocalServer {
    private final Namespaces namespaces;

    ForOthers(Namespaces namespaces) {
        this.namespaces = namespaces;
    }

    @Override
    public boolean apply(Publication publication, Place place) {
        Optional<Hub> hub = namespaces.find(publication.whom().namespace());
        hub.ifPresent(here ->
                here.delivery().receive(selection(publication.whom()), publication.action(), Optional.of(place)));
        return hub.isPresent();
    }

    private static Selection selection(Whom whom) {
        return new Selection(whom.rooms(), whom.exceptRooms(), whom.exceptIds());
    }

    @Override
    public CompletionStage<Reply> answer(NodeId asker, Question question) {
        if (question instanceof Question.Send send) {
            return count(send.namespace(), hub -> hub.delivery().receive(send.clientId(), send.event()) ? 1 : 0);
        }
        if (question instanceof Question.Apply apply) {
            Whom whom = apply.publication().whom();
            return count(
                    whom.namespace(),
                    hub -> hub.delivery()
                            .receive(selection(whom), apply.publication().action(), Optional.empty()));
        }
        if (question instanceof Question.HandOver session) {
            return CompletableFuture.completedStage(namespaces
                    .find(session.namespace())
                    .flatMap(hub -> hub.handovers().map(here -> here.handOver(hub, asker, session)))
                    .orElse(new Reply.NotHere(Optional.empty())));
        }
        if (question instanceof Question.HowMany count) {
            return count(count.whom().namespace(), hub -> hub.recipients().count(selection(count.whom())));
        }
        if (question instanceof Question.Find find) {
            return CompletableFuture.completedStage(new Reply.Found(namespaces
                    .find(find.whom().namespace())
                    .map(hub -> hub.recipients().find(selection(find.whom())))
                    .orElse(List.of())));
        }
        if (question instanceof Question.EmitWithAck emit) {
            return emitWithAck(emit);
        }
        if (question instanceof Question.RoomsAfter page) {
            return walk(
                    page.namespace(),
                    new Reply.Rooms(List.of(), 0),
                    pages -> pages.roomsHere(page.after(), page.limit()));
        }
        Question.MembersAfter page = (Question.MembersAfter) question;
        return walk(
                page.namespace(),
                new Reply.Members(List.of(), 0),
                pages -> pages.membersHere(page.room(), page.after(), page.limit()));
    }

    private CompletionStage<Reply> count(String namespace, Function<Hub, Integer> count) {
        return CompletableFuture.completedStage(
                new Reply.Count(namespaces.find(namespace).map(count).orElse(0)));
    }

    private CompletionStage<Reply> emitWithAck(Question.EmitWithAck emit) {
        Optional<Hub> hub = namespaces.find(emit.whom().namespace());
        if (hub.isEmpty()) {
            return CompletableFuture.completedStage(new Reply.Acks(List.of(), 0));
        }
        return hub.get()
                .delivery()
                .emitWithAckHere(
                        selection(emit.whom()),
                        Delivery.received(emit.event()),
                        Duration.ofMillis(emit.timeoutMillis()))
                .thenApply(ForOthers::acks);
    }

    private static Reply acks(Answers answers) {
        return new Reply.Acks(
                answers.answers().stream()
                        .map(answer -> new Reply.Ack(
                                answer.clientId(),
                                answer.arguments().values().stream()
                                        .map(Json.class::cast)
                                        .toList(),
                                answer.arguments().attachments()))
                        .toList(),
                answers.expected());
    }

    /** What walks over everything takes its time, so it holds up nothing else that other servers sent. */
    private CompletionStage<Reply> walk(String namespace, Reply none, Function<Pages, Reply> walk) {
        return namespaces
                .find(namespace)
                .map(Hub::pages)
                .map(pages -> pages.walk(() -> walk.apply(pages)))
                .orElse(CompletableFuture.completedStage(none));
    }

    @Override
    public void arrivedElsewhere(Presence client) {
        namespaces.main().announcer().connectedElsewhere(client);
    }

    @Override
    public void departedElsewhere(Presence client) {
        namespaces.main().announcer().disconnectedElsewhere(client);
    }
}
