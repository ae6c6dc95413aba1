package dev.rooms.protocol.socketio;

import dev.rooms.Json;
import dev.rooms.transport.Handshake;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A connection's handshake, kept for the namespaces that its client may yet join: as one string, which takes a fraction of
 * what its maps and their strings do. Immutable.
 */
final class KeptHandshake {
    /** Numbers are written in digits that leave a string of Latin-1 one. */
    private static final int DIGITS = 128;

    /** Headers that nearly all clients send; what stands for one is its place, counted from 1. */
    private static final List<String> COMMON = List.of(
            "host",
            "connection",
            "upgrade",
            "origin",
            "user-agent",
            "cookie",
            "pragma",
            "cache-control",
            "accept",
            "accept-encoding",
            "accept-language",
            "referer",
            "sec-fetch-dest",
            "sec-fetch-mode",
            "sec-fetch-site",
            "sec-websocket-version",
            "sec-websocket-key",
            "sec-websocket-extensions",
            "x-forwarded-for",
            "x-forwarded-host",
            "x-forwarded-proto",
            "x-real-ip",
            "forwarded");

    private final String packed;

    private KeptHandshake(String packed) {
        this.packed = packed;
    }

    static KeptHandshake of(Handshake handshake) {
        StringBuilder packed = new StringBuilder();
        text(handshake.kind().name(), packed);
        text(handshake.path(), packed);
        table(handshake.query(), packed);
        table(handshake.headers(), packed);
        text(handshake.remoteAddress(), packed);
        text(handshake.auth().text(), packed);
        return new KeptHandshake(packed.toString());
    }

    private static void table(Map<String, List<String>> table, StringBuilder packed) {
        number(table.size(), packed);
        table.forEach((name, values) -> {
            int place = COMMON.indexOf(name) + 1;
            number(place, packed);
            if (place == 0) {
                text(name, packed);
            }
            number(values.size(), packed);
            values.forEach(value -> text(value, packed));
        });
    }

    private static void text(String text, StringBuilder packed) {
        number(text.length(), packed);
        packed.append(text);
    }

    private static void number(int number, StringBuilder packed) {
        int left = number;
        while (left >= DIGITS) {
            packed.append((char) (DIGITS + left % DIGITS));
            left /= DIGITS;
        }
        packed.append((char) left);
    }

    /** The handshake as it was. */
    Handshake handshake() {
        Unpacking from = new Unpacking();
        return new Handshake(
                Handshake.Kind.valueOf(from.text()),
                from.text(),
                from.table(),
                from.table(),
                from.text(),
                new Json(from.text()));
    }

    private final class Unpacking {
        private int next;

        int number() {
            int number = 0;
            int worth = 1;
            char digit = packed.charAt(next++);
            while (digit >= DIGITS) {
                number += (digit - DIGITS) * worth;
                worth *= DIGITS;
                digit = packed.charAt(next++);
            }
            return number + digit * worth;
        }

        String text() {
            int length = number();
            String text = packed.substring(next, next + length);
            next += length;
            return text;
        }

        Map<String, List<String>> table() {
            Map<String, List<String>> table = new HashMap<>();
            for (int left = number(); left > 0; left--) {
                int place = number();
                String name = place == 0 ? text() : COMMON.get(place - 1);
                List<String> values = new ArrayList<>();
                for (int more = number(); more > 0; more--) {
                    values.add(text());
                }
                table.put(name, values);
            }
            return table;
        }
    }
}
