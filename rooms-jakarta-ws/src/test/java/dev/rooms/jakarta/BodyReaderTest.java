package dev.rooms.jakarta;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What containers' input streams do each in a way of their own. */
class BodyReaderTest {
    /**
     * Grizzly's below GlassFish and Payara: it is finished once the network has brought everything, whether that was read or
     * not, and tells of the end when it is asked for more.
     */
    private static final class GrizzlysInput extends ServletInputStream {
        private final byte[] content;
        private int position;
        private ReadListener listener = new ReadListener() {
            @Override
            public void onDataAvailable() {}

            @Override
            public void onAllDataRead() {}

            @Override
            public void onError(Throwable failure) {}
        };

        GrizzlysInput(String content) {
            this.content = content.getBytes(UTF_8);
        }

        @Override
        public boolean isFinished() {
            return true;
        }

        @Override
        public boolean isReady() {
            if (position < content.length) {
                return true;
            }
            try {
                listener.onAllDataRead();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
            return false;
        }

        @Override
        public void setReadListener(ReadListener given) {
            listener = given;
            try {
                if (isReady()) {
                    listener.onDataAvailable();
                }
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("byte by byte");
        }

        @Override
        public int read(byte[] piece, int offset, int length) {
            int count = Math.min(length, content.length - position);
            System.arraycopy(content, position, piece, offset, count);
            position += count;
            return count == 0 ? -1 : count;
        }
    }

    private static List<String> bodies(ServletInputStream input) {
        ServletRequest request = (ServletRequest) Proxy.newProxyInstance(
                BodyReaderTest.class.getClassLoader(),
                new Class<?>[] {ServletRequest.class},
                (self, method, arguments) -> input);
        List<String> bodies = new ArrayList<>();
        BodyReader.read(
                request,
                100,
                body -> bodies.add(new String(body, UTF_8)),
                () -> bodies.add("(too large)"),
                failure -> bodies.add(failure.toString()));
        return bodies;
    }

    @Test
    void aBodyThatIsThereAtOnceIsReadToItsEnd() {
        assertThat(bodies(new GrizzlysInput("all of it"))).containsExactly("all of it");
        assertThat(bodies(new GrizzlysInput(""))).containsExactly("");
        assertThat(bodies(new GrizzlysInput("x".repeat(101)))).containsExactly("(too large)");
    }
}
