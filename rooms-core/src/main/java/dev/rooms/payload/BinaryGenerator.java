package dev.rooms.payload;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Takes binary data out of the JSON that is written, and leaves placeholders. Standing where all binary data comes by, it
 * needs no word with the serialisers, an embedder's own included.
 */
final class BinaryGenerator extends JsonGeneratorDelegate {
    private final List<ByteBuffer> attachments;

    /** Adds the binary data to those attachments, copied. */
    BinaryGenerator(JsonGenerator text, List<ByteBuffer> attachments) {
        // Objects that a serialiser hands back to the generator must come by here too.
        super(text, false);
        this.attachments = attachments;
    }

    @Override
    public void writeBinary(Base64Variant variant, byte[] data, int offset, int length) throws IOException {
        writeStartObject();
        writeBooleanField(Placeholders.FLAG, true);
        writeNumberField(Placeholders.NUMBER, attachments.size());
        writeEndObject();
        attachments.add(ByteBuffer.wrap(Arrays.copyOfRange(data, offset, offset + length))
                .asReadOnlyBuffer());
    }

    @Override
    public int writeBinary(Base64Variant variant, InputStream data, int length) throws IOException {
        byte[] bytes = length < 0 ? data.readAllBytes() : data.readNBytes(length);
        writeBinary(variant, bytes, 0, bytes.length);
        return bytes.length;
    }
}
