package dev.rooms.http;

import dev.rooms.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Takes a request's body for JSON in UTF-8, or says why it isn't. */
final class JsonBody {
    private JsonBody() {}

    /**
     * Refuses by the headers alone what can't be JSON: another type, charset or coding.
     *
     * @throws Refusal with 415
     */
    static void requireJson(HttpRequest head) {
        List<String> codings = head.headers().getOrDefault("content-encoding", List.of());
        if (codings.stream().anyMatch(coding -> !coding.equalsIgnoreCase("identity"))) {
            throw new Refusal(415, "the body must not be compressed, but is " + String.join(", ", codings))
                    .withHeader("Accept-Encoding", "identity");
        }
        List<String> types = head.headers().getOrDefault("content-type", List.of());
        boolean hasBody = head.body().length > 0
                || declaredLength(head) > 0
                || head.header("transfer-encoding").isPresent();
        // Without type and body it is the missing body that is wrong, which shows when the body is read.
        boolean isJson = types.isEmpty() ? !hasBody : types.size() == 1 && isJson(types.get(0));
        if (!isJson) {
            throw notJson(types);
        }
    }

    /**
     * The body's text.
     *
     * @throws Refusal with 400 when it is empty or no UTF-8, with 415 when it came without a type
     */
    static Json read(HttpRequest request) {
        if (request.body().length == 0) {
            throw new Refusal(400, "a body is required: a JSON object");
        }
        requireJson(request);
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(request.body()))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new Refusal(400, "the body must be JSON in UTF-8, but isn't UTF-8");
        }
        // Some clients of Windows begin with a byte order mark, which RFC 8259 §8.1 lets a reader ignore.
        return new Json((text.startsWith("\uFEFF") ? text.substring(1) : text).strip());
    }

    /** The length that was declared; 0 when none was, and the largest number when it is larger than any. */
    static long declaredLength(HttpRequest head) {
        String declared = head.header("content-length").map(String::strip).orElse("0");
        if (!declared.matches("[0-9]+")) {
            throw new Refusal(400, "Content-Length must be a number of bytes");
        }
        String digits = declared.replaceFirst("^0+(?=.)", "");
        return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
    }

    /** {@code application/json}, or a type that says it is JSON too by its ending (RFC 6838 §4.2.8), in UTF-8. */
    private static boolean isJson(String contentType) {
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
        String type = parts[0].strip();
        if (!type.equals("application/json") && !type.matches("application/[a-z0-9!#$&^_.+-]+\\+json")) {
            return false;
        }
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.startsWith("charset=") && !parameter.matches("charset=(utf-?8|\"utf-?8\")")) {
                return false;
            }
        }
        return true;
    }

    private static Refusal notJson(List<String> types) {
        String shown = String.join(", ", types);
        return new Refusal(
                415,
                "the body must be application/json in UTF-8, but "
                        + (shown.isEmpty()
                                ? "its Content-Type is missing"
                                : "is " + (shown.length() > 100 ? shown.substring(0, 100) + "..." : shown)));
    }
}
