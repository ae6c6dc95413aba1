package dev.rooms.registry;

/**
 * Hears which rooms appear with their first member and vanish with their last; a backplane subscribes by it.
 *
 * <p>Calls about one name come in the order of what happened. They come while the room is locked: don't block, and don't
 * join or leave. What they throw is logged, and changes nothing.
 */
public interface RoomListener {
    /** Does nothing. */
    RoomListener NONE = new RoomListener() {
        @Override
        public void appeared(String room) {}

        @Override
        public void vanished(String room) {}
    };

    /** The room's first member is about to be in it. */
    void appeared(String room);

    /** The room's last member has left. */
    void vanished(String room);
}
