package dev.rooms.jakarta;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Reads the body of one request as it comes, and no more of it than is allowed (Servlet 6.0 §3.7). The container calls
 * it from one thread at a time.
 */
final class BodyReader implements ReadListener {
    private static final int PIECE_SIZE = 8 * 1024;

    private final ServletInputStream input;
    private final int maxBytes;
    private final Consumer<byte[]> whole;
    private final Runnable tooLarge;
    private final Consumer<Throwable> failed;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean over;

    private BodyReader(
            ServletInputStream input,
            int maxBytes,
            Consumer<byte[]> whole,
            Runnable tooLarge,
            Consumer<Throwable> failed) {
        this.input = input;
        this.maxBytes = maxBytes;
        this.whole = whole;
        this.tooLarge = tooLarge;
        this.failed = failed;
    }

    /** Reads, and calls one of the three once. */
    static void read(
            ServletRequest request,
            int maxBytes,
            Consumer<byte[]> whole,
            Runnable tooLarge,
            Consumer<Throwable> failed) {
        try {
            ServletInputStream input = request.getInputStream();
            input.setReadListener(new BodyReader(input, maxBytes, whole, tooLarge, failed));
        } catch (IOException gone) {
            failed.accept(gone);
        }
    }

    @Override
    public void onDataAvailable() throws IOException {
        byte[] piece = new byte[PIECE_SIZE];
        // To the very end: Grizzly calls itself finished when all has come, read or not, and tells of it once more is
        // asked for.
        while (!over && input.isReady()) {
            int count = input.read(piece);
            if (count < 0) {
                return;
            }
            if (bytes.size() + count > maxBytes) {
                over = true;
                tooLarge.run();
            } else {
                bytes.write(piece, 0, count);
            }
        }
    }

    @Override
    public void onAllDataRead() {
        if (!over) {
            over = true;
            whole.accept(bytes.toByteArray());
        }
    }

    @Override
    public void onError(Throwable failure) {
        if (!over) {
            over = true;
            failed.accept(failure);
        }
    }
}
