package example;

import dev.rooms.Client;
import dev.rooms.OnEvent;
import dev.rooms.RefusedException;
import dev.rooms.Rooms;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Takes bids for lots; whoever is in a lot's room hears them. */
@Component
class Auction {
    record Bid(@NotBlank String lot, @Positive int euros) {}

    private final Rooms rooms;

    Auction(Rooms rooms) {
        this.rooms = rooms;
    }

    @OnEvent("bid")
    Map<String, Object> bid(Client client, Bid bid) {
        if (!client.isIn(bid.lot())) {
            throw new RefusedException("join the room " + bid.lot() + " before you bid");
        }
        rooms.to(bid.lot()).emit("bid", Map.of("by", client.name(), "euros", bid.euros()));
        return Map.of("accepted", true);
    }
}
