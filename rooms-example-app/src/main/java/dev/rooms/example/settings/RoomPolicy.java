package dev.rooms.example.settings;

/** Who may send to a room. */
public enum RoomPolicy {
    /** Every client, whether it is a member or not. */
    ALLOW,
    /** The room's members alone. */
    MEMBERS_ONLY
}
