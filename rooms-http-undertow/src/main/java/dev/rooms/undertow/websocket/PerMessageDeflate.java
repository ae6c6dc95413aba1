package dev.rooms.undertow.websocket;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Agrees on permessage-deflate (RFC 7692 §7.1). Neither side keeps its window from one message to the next, so that a
 * message compressed once fits all clients, and an idle connection holds none.
 */
public final class PerMessageDeflate {
    private static final String NAME = "permessage-deflate";
    private static final String SERVER_ALONE = "server_no_context_takeover";
    private static final String CLIENT_ALONE = "client_no_context_takeover";
    private static final String SERVER_WINDOW = "server_max_window_bits";
    private static final String CLIENT_WINDOW = "client_max_window_bits";

    /** The only window that java.util.zip deflates with, as a power of two. */
    private static final String WINDOW = "15";

    private static final Set<String> WINDOWS = Set.of("8", "9", "10", "11", "12", "13", "14", WINDOW);

    private PerMessageDeflate() {}

    /**
     * What to answer, from all values of the Sec-WebSocket-Extensions header in their order: the first offer that can be
     * had, or nothing. An offer with unknown, repeated or bad parameters is passed over; when the header breaks the grammar
     * of RFC 6455 §9.1, all are.
     */
    public static Optional<String> answer(List<String> headerValues) {
        List<ExtensionOffer> offers = new ArrayList<>();
        for (String value : headerValues) {
            Optional<List<ExtensionOffer>> some = ExtensionOffer.parse(value);
            if (some.isEmpty()) {
                return Optional.empty();
            }
            offers.addAll(some.get());
        }
        return offers.stream()
                .filter(offer -> offer.name().equals(NAME))
                .map(PerMessageDeflate::answer)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> answer(ExtensionOffer offer) {
        String answer = NAME + "; " + SERVER_ALONE + "; " + CLIENT_ALONE;
        Set<String> seen = new HashSet<>();
        for (ExtensionOffer.Parameter parameter : offer.parameters()) {
            if (!seen.add(parameter.name()) || !isRight(parameter)) {
                return Optional.empty();
            }
            if (parameter.name().equals(SERVER_WINDOW)) {
                answer += "; " + SERVER_WINDOW + "=" + WINDOW;
            }
        }
        return Optional.of(answer);
    }

    private static boolean isRight(ExtensionOffer.Parameter parameter) {
        @Nullable String value = parameter.value();
        return switch (parameter.name()) {
            case SERVER_ALONE, CLIENT_ALONE -> value == null;
            case SERVER_WINDOW -> WINDOW.equals(value);
            // The client only says that it could be limited; what it sends is read with any window.
            case CLIENT_WINDOW -> value == null || WINDOWS.contains(value);
            default -> false;
        };
    }
}
