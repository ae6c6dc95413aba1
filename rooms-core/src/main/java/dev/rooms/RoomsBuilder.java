package dev.rooms;

import dev.rooms.backplane.Backplane;
import dev.rooms.security.Authenticator;
import dev.rooms.security.OriginPolicy;
import dev.rooms.security.RoomAuthorizer;
import jakarta.validation.Validator;
import java.util.Optional;

/** Settings of {@link Rooms}; each has a safe default. Not thread-safe, and good for one {@link #build()}. */
public final class RoomsBuilder {
    private Limits limits = Limits.DEFAULTS;
    private Announcements announcements = Announcements.EVERYONE;
    private Authenticator authenticator = Authenticator.ALLOW;
    private RoomAuthorizer authorizer = RoomAuthorizer.ALLOW;
    private OriginPolicy origins = OriginPolicy.sameHost();
    private Optional<Backplane> backplane = Optional.empty();
    private ClusterSettings clusterSettings = ClusterSettings.DEFAULTS;
    private Optional<Validator> validator = Optional.empty();
    private Optional<RecoverySettings> recovery = Optional.empty();
    private SocketIoSettings socketIo = SocketIoSettings.DEFAULTS;
    private boolean answersContract = true;

    RoomsBuilder() {}

    /** What clients may cost; {@link Limits#DEFAULTS} unless set. */
    public RoomsBuilder limits(Limits limits) {
        this.limits = limits;
        return this;
    }

    /** Who is told of clients that come and go; everyone unless set. */
    public RoomsBuilder announcements(Announcements announcements) {
        this.announcements = announcements;
        return this;
    }

    /** Says who a handshake or an HTTP request comes from; everyone is let in unless set. */
    public RoomsBuilder authenticator(Authenticator authenticator) {
        this.authenticator = authenticator;
        return this;
    }

    /** Says who may join and send where; everyone may unless set. */
    public RoomsBuilder authorizer(RoomAuthorizer authorizer) {
        this.authorizer = authorizer;
        return this;
    }

    /** Which web pages may connect; those of the same host unless set. */
    public RoomsBuilder origins(OriginPolicy origins) {
        this.origins = origins;
        return this;
    }

    /** Joins these rooms with other servers'; they stand alone unless set. Closed with the rooms. */
    public RoomsBuilder backplane(Backplane backplane) {
        this.backplane = Optional.of(backplane);
        return this;
    }

    /** How the servers that share the backplane deal with each other; {@link ClusterSettings#DEFAULTS} unless set. */
    public RoomsBuilder cluster(ClusterSettings settings) {
        this.clusterSettings = settings;
        return this;
    }

    /** Validates payloads; the provider of the class path, with English messages, unless set. */
    public RoomsBuilder validator(Validator validator) {
        this.validator = Optional.of(validator);
        return this;
    }

    /** Lets Socket.IO clients that lost their connection come back for what they missed; they start anew unless set. */
    public RoomsBuilder recovery(RecoverySettings recovery) {
        this.recovery = Optional.of(recovery);
        return this;
    }

    /** What is Socket.IO's own; {@link SocketIoSettings#DEFAULTS} unless set. */
    public RoomsBuilder socketIo(SocketIoSettings socketIo) {
        this.socketIo = socketIo;
        return this;
    }

    /** Answers none of the contract's own events ({@code join-room}, {@code message}, ...), only the embedder's. */
    public RoomsBuilder withoutContractEvents() {
        this.answersContract = false;
        return this;
    }

    /**
     * Makes the rooms.
     *
     * @throws IllegalStateException when there is no Jakarta Validation provider and no validator was given
     */
    public Rooms build() {
        return new Rooms(this);
    }

    Limits limits() {
        return limits;
    }

    Announcements announcements() {
        return announcements;
    }

    Authenticator authenticator() {
        return authenticator;
    }

    RoomAuthorizer authorizer() {
        return authorizer;
    }

    OriginPolicy origins() {
        return origins;
    }

    Optional<Backplane> backplane() {
        return backplane;
    }

    ClusterSettings clusterSettings() {
        return clusterSettings;
    }

    Optional<Validator> validator() {
        return validator;
    }

    Optional<RecoverySettings> recovery() {
        return recovery;
    }

    SocketIoSettings socketIo() {
        return socketIo;
    }

    boolean answersContract() {
        return answersContract;
    }
}
