package dev.rooms.bench.compare;

/** A room of one sender and those that receive what he sends. The members of his server come first. Not thread-safe. */
final class Room {
    private final String name;
    private final int sender;
    private final int members;
    private final int near;
    private int sent;

    /** A room by its name, with its sender's place among the clients, how many receive, and how many of these at his server. */
    Room(String name, int sender, int members, int near) {
        this.name = name;
        this.sender = sender;
        this.members = members;
        this.near = near;
    }

    String name() {
        return name;
    }

    int sender() {
        return sender;
    }

    int members() {
        return members;
    }

    /** Messages so far, whose numbers begin with 0. */
    int sent() {
        return sent;
    }

    /** The number of the next message. */
    int next() {
        return sent++;
    }

    /** Whether a client that receives is at the sender's server. */
    boolean isNear(int client) {
        return client <= sender + near;
    }

    /** How many of so many clients the nth of so many servers has, when they are spread evenly. */
    static int share(int clients, int servers, int server) {
        return clients / servers + (server < clients % servers ? 1 : 0);
    }
}
