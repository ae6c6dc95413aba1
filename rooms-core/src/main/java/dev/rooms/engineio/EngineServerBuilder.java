package dev.rooms.engineio;

/** Settings of an {@link EngineServer}; each has a safe default. Not thread-safe. */
public final class EngineServerBuilder {
    EngineServerBuilder() {}
}
