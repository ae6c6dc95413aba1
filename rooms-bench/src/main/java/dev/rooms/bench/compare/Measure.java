package dev.rooms.bench.compare;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What is measured of a server. */
enum Measure {
    /** Server CPU in µs for each delivery, one broadcast in flight. */
    @JsonProperty("cpuMicrosPerDeliveryW1")
    CPU_1,
    /** The same with eight. */
    @JsonProperty("cpuMicrosPerDeliveryW8")
    CPU_8,
    /** Deliveries a second by the clock, one broadcast in flight. */
    @JsonProperty("deliveriesPerSecondW1")
    RATE_1,
    /** The same with eight. */
    @JsonProperty("deliveriesPerSecondW8")
    RATE_8,
    /** The share of that time in which the load generator's thread was busy, with one broadcast in flight. */
    @JsonProperty("loadGeneratorBusyW1")
    LOAD_1,
    /** The same with eight. */
    @JsonProperty("loadGeneratorBusyW8")
    LOAD_8,
    /** Broadcasts a second that were sent to measure latency. */
    @JsonProperty("offeredBroadcastsPerSecond")
    OFFERED,
    /** Latency in ms that half of the deliveries stayed below. */
    @JsonProperty("latencyMillisP50")
    P50,
    /** Latency in ms that 99 of 100 deliveries stayed below. */
    @JsonProperty("latencyMillisP99")
    P99,
    /** KiB that a connection holds while nothing happens on it. */
    @JsonProperty("idleKib")
    IDLE,
    /** What of that is live heap. */
    @JsonProperty("idleHeapKib")
    IDLE_HEAP,
    /** HTTP requests answered a second. */
    @JsonProperty("requestsPerSecond")
    REQUESTS,
    /** Server CPU in µs for each. */
    @JsonProperty("cpuMicrosPerRequest")
    REQUEST_CPU,
    /** CPU of Redis in µs for each delivery, one broadcast in flight. */
    @JsonProperty("redisMicrosPerDeliveryW1")
    REDIS_1,
    /** The same with eight. */
    @JsonProperty("redisMicrosPerDeliveryW8")
    REDIS_8,
    /** Latency in ms that half of the deliveries to clients of other servers stayed below. */
    @JsonProperty("latencyMillisFarP50")
    FAR_P50,
    /** Latency in ms that 99 of 100 of them stayed below. */
    @JsonProperty("latencyMillisFarP99")
    FAR_P99,
    /** CPU in µs a second of a server in rest. */
    @JsonProperty("restMicrosPerSecond")
    REST,
    /** The same of Redis. */
    @JsonProperty("restRedisMicrosPerSecond")
    REST_REDIS,
    /** Messages a second to a room with one member on each server. */
    @JsonProperty("messagesPerSecond")
    MESSAGES,
    /** CPU in µs for each, of the sender's server. */
    @JsonProperty("sendingMicrosPerMessage")
    SENDING,
    /** The same of each other server. */
    @JsonProperty("hearingMicrosPerMessage")
    HEARING,
    /** The same of Redis. */
    @JsonProperty("redisMicrosPerMessage")
    REDIS,
    /** CPU in µs for each message to a room with members at the sender's server alone, of that server. */
    @JsonProperty("sendingMicrosPerOwnMessage")
    OWN_SENDING,
    /** The same of each other server, which drops it. */
    @JsonProperty("droppingMicrosPerOwnMessage")
    DROPPING,
    /** The same of Redis. */
    @JsonProperty("redisMicrosPerOwnMessage")
    OWN_REDIS
}
