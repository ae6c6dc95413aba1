package dev.rooms.undertow.websocket;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An extension that a client offers (RFC 6455 §9.1).
 *
 * @param parameters in their order, repeated ones too
 */
record ExtensionOffer(String name, List<Parameter> parameters) {
    /** @param value without its quotes; null if there is none */
    record Parameter(String name, @Nullable String value) {}

    /** The offers of one header value; empty if it isn't of the grammar. Elements of the list may be empty (RFC 9110 §5.6.1). */
    static Optional<List<ExtensionOffer>> parse(String header) {
        return new Parser(header).offers();
    }

    /** Goes once through a header value. */
    private static final class Parser {
        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        Optional<List<ExtensionOffer>> offers() {
            List<ExtensionOffer> offers = new ArrayList<>();
            do {
                if (isAt(',') || isAtEnd()) {
                    continue;
                }
                ExtensionOffer offer = offer();
                if (offer == null) {
                    return Optional.empty();
                }
                offers.add(offer);
            } while (skip(','));
            return isAtEnd() ? Optional.of(offers) : Optional.empty();
        }

        private @Nullable ExtensionOffer offer() {
            String name = token();
            if (name.isEmpty()) {
                return null;
            }
            List<Parameter> parameters = new ArrayList<>();
            while (skip(';')) {
                Parameter parameter = parameter();
                if (parameter == null) {
                    return null;
                }
                parameters.add(parameter);
            }
            return new ExtensionOffer(name, List.copyOf(parameters));
        }

        private @Nullable Parameter parameter() {
            String name = token();
            if (name.isEmpty()) {
                return null;
            }
            if (!skip('=')) {
                return new Parameter(name, null);
            }
            String value = isAt('"') ? quoted() : token();
            return value.isEmpty() ? null : new Parameter(name, value);
        }

        /** A token; empty if there is none. */
        private String token() {
            skipSpace();
            int from = at;
            while (at < text.length() && isTokenCharacter(text.charAt(at))) {
                at++;
            }
            return text.substring(from, at);
        }

        /** What stands in quotes; empty if it isn't a token, as it has to be, or has no end. */
        private String quoted() {
            StringBuilder content = new StringBuilder();
            at++;
            while (at < text.length() && text.charAt(at) != '"') {
                if (text.charAt(at) == '\\') {
                    at++;
                }
                if (at == text.length() || !isTokenCharacter(text.charAt(at))) {
                    return "";
                }
                content.append(text.charAt(at++));
            }
            boolean closed = at++ < text.length();
            return closed ? content.toString() : "";
        }

        private boolean skip(char separator) {
            boolean there = isAt(separator);
            if (there) {
                at++;
            }
            return there;
        }

        private boolean isAt(char character) {
            skipSpace();
            return at < text.length() && text.charAt(at) == character;
        }

        private boolean isAtEnd() {
            skipSpace();
            return at >= text.length();
        }

        private void skipSpace() {
            while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
                at++;
            }
        }

        /** RFC 9110 §5.6.2. */
        private static boolean isTokenCharacter(char c) {
            return (c >= '0' && c <= '9')
                    || (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
        }
    }
}
