package dev.rooms.payload;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rooms.Json;

/**
 * A JSON value in both its forms: as the client wrote it, and as a tree.
 *
 * @param json the text, to be forwarded as it was
 * @param tree what it means
 */
public record Parsed(Json json, JsonNode tree) {}
