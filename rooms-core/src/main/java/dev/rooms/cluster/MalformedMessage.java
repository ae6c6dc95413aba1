package dev.rooms.cluster;

/** What came isn't a message of ours. Nothing is wrong here, so there is no stack to look at. */
final class MalformedMessage extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String what;

    MalformedMessage(String what) {
        super(what, null, false, false);
        this.what = what;
    }

    String what() {
        return what;
    }
}
