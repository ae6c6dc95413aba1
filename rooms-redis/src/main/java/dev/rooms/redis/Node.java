package dev.rooms.redis;

/** Where a node of a cluster is. */
record Node(String host, int port) {
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
