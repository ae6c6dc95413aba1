package dev.rooms.spring;

import dev.rooms.security.RoomAuthorizer;

/** Who may send to a room, where no {@link RoomAuthorizer} is a bean. */
public enum RoomPolicy {
    /** Every client, whether it is a member or not. */
    ALLOW,
    /** The room's members alone. */
    MEMBERS_ONLY;

    RoomAuthorizer authorizer() {
        return switch (this) {
            case ALLOW -> RoomAuthorizer.ALLOW;
            case MEMBERS_ONLY -> RoomAuthorizer.MEMBERS_ONLY;
        };
    }
}
