package dev.rooms;

/** A member of a room, as a list of members has it. */
public record RoomMember(String clientId, String clientName) {}
