package dev.rooms.cluster;

/** A client, as other servers know it. */
public record Presence(String clientId, String clientName) {}
