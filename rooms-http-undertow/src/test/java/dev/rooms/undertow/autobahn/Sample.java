package dev.rooms.undertow.autobahn;

import dev.rooms.undertow.wire.Frame;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;

/**
 * What is sent compressed: data like the suite's files, as large and as compressible, and text or binary as there. Made
 * anew, and the same whenever the test is run.
 */
enum Sample {
    JSON(true, 194_056) {
        @Override
        String piece(Random random) {
            return String.format(
                    Locale.ROOT,
                    "{\"id\": %d, \"name\": \"%s %s\", \"active\": %b, \"balance\": \"%.2f\", \"tags\": [\"%s\", \"%s\"]},\n",
                    random.nextInt(1_000_000),
                    word(random),
                    word(random),
                    random.nextBoolean(),
                    random.nextDouble() * 10_000,
                    word(random),
                    word(random));
        }
    },
    PICTURE(false, 263_222) {
        @Override
        String piece(Random random) {
            // Grey tones that change slowly, with the noise of a camera.
            int tone = 64 + random.nextInt(128);
            StringBuilder row = new StringBuilder();
            for (int i = 0; i < 64; i++) {
                row.append((char) (tone + i / 4 + random.nextInt(4)));
            }
            return row.toString();
        }
    },
    PROSE(false, 222_218) {
        @Override
        String piece(Random random) {
            return word(random) + (random.nextInt(8) == 0 ? ",\r\n" : " ");
        }
    },
    HTML(true, 263_527) {
        @Override
        String piece(Random random) {
            return "<tr class=\"row\"><td><a href=\"/wiki/" + word(random) + "\">" + word(random) + "</a></td><td>"
                    + random.nextInt(10_000) + "</td></tr>\n";
        }
    },
    PDF(false, 1_042_328) {
        @Override
        String piece(Random random) {
            // Streams that are compressed already, and some words between them.
            byte[] stream = new byte[2_000];
            random.nextBytes(stream);
            return random.nextInt(1_000) + " 0 obj << /Length 2000 >> stream\n"
                    + new String(stream, StandardCharsets.ISO_8859_1) + "\nendstream endobj\n";
        }
    };

    private static final int SEED = 7692;
    private static final int SYLLABLES = 3;
    private static final String CONSONANTS = "bdfghklmnprstvwz";
    private static final String VOWELS = "aeiou";

    private final boolean text;
    /** Each character is a byte. */
    private final String content;

    Sample(boolean text, int length) {
        this.text = text;
        Random random = new Random(SEED);
        StringBuilder made = new StringBuilder();
        while (made.length() < length) {
            made.append(piece(random));
        }
        content = made.substring(0, length);
    }

    /** Some more of it; each character is a byte. */
    abstract String piece(Random random);

    private static String word(Random random) {
        StringBuilder word = new StringBuilder();
        int syllables = 1 + random.nextInt(SYLLABLES);
        for (int i = 0; i < syllables; i++) {
            word.append(CONSONANTS.charAt(random.nextInt(CONSONANTS.length())))
                    .append(VOWELS.charAt(random.nextInt(VOWELS.length())));
        }
        return word.toString();
    }

    /** A message of so many bytes from there on; after the end it goes on at the beginning. */
    Frame message(long from, int length) {
        byte[] payload = new byte[length];
        for (int i = 0; i < length; i++) {
            payload[i] = (byte) content.charAt((int) ((from + i) % content.length()));
        }
        return text ? Frame.text(payload) : Frame.binary(payload);
    }

    /** Whether large messages of it are worth to be compressed. */
    boolean isCompressible() {
        return this != PDF;
    }
}
