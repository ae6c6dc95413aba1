package dev.rooms.undertow.autobahn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.undertow.wire.Frame;
import dev.rooms.undertow.wire.Wire;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the client does next, or what must come next. */
sealed interface Step {
    /** Does it. */
    void take(Wire wire) throws IOException;

    /** What it expects of the server, in words; empty when it expects nothing. */
    default Optional<String> expectation() {
        return Optional.empty();
    }

    /** Sends frames, all in one write. */
    static Step send(Frame... frames) {
        return new Send(List.of(frames), 0);
    }

    /** Sends frames, each in a write of its own. */
    static Step sendOneByOne(Frame... frames) {
        return new Sequence(Arrays.stream(frames).map(Step::send).toList());
    }

    /** Sends frames, so many bytes in each write. */
    static Step sendInChops(int chop, Frame... frames) {
        return new Send(List.of(frames), chop);
    }

    /** Sends one message in frames of so many bytes, all in one write. */
    static Step sendInFragments(int size, Frame message) {
        return new SendFragments(size, message);
    }

    /** Sends these bytes of a frame's payload, and its header before the first of them. */
    static Step sendPart(Frame frame, int from, int to) {
        return new SendPart(frame, from, to);
    }

    /** Exactly these frames come, and nothing in between. */
    static Step receive(Frame... frames) {
        return new Receive(List.of(frames));
    }

    /** Some of these frames come, from the first on, and nothing in between. */
    static Step receiveSomeOf(Frame... frames) {
        return new ReceiveSome(List.of(frames));
    }

    /** Nothing comes, and the connection stays open. */
    static Step silence() {
        return new Silence();
    }

    /** Does all of that so often. */
    static Step repeat(int times, Step... steps) {
        return new Sequence(IntStream.range(0, times)
                .boxed()
                .flatMap(time -> Arrays.stream(steps))
                .toList());
    }

    /** The server answers a close frame with one of these codes, and ends the connection properly. */
    static Step closed(Integer... codes) {
        return new Closed(List.of(codes), true);
    }

    /** As {@link #closed}, though something came after the close frame: it may be left unread, which makes it a RST. */
    static Step closedUnread(Integer... codes) {
        return new Closed(List.of(codes), false);
    }

    /** The client says goodbye, and the server answers. */
    static Step goodbye() {
        return new Sequence(List.of(send(Frame.close(1000)), closed(1000)));
    }

    /** The server sends a close frame with one of these codes, nothing else, and ends the connection. */
    static Step failed(Integer... codes) {
        return new Failed(List.of(codes));
    }

    record Send(List<Frame> frames, int chop) implements Step {
        @Override
        public void take(Wire wire) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (Frame frame : frames) {
                bytes.writeBytes(frame.masked());
            }
            byte[] all = bytes.toByteArray();
            try {
                wire.write(all, chop == 0 ? all.length : chop);
            } catch (SocketException hungUp) {
                // The server may fail the connection before it has all; what it said is still to be read.
            }
        }

        @Override
        public String toString() {
            return "send " + frames + (chop == 0 ? "" : " in chops of " + chop);
        }
    }

    record SendFragments(int size, Frame message) implements Step {
        @Override
        public void take(Wire wire) throws IOException {
            new Send(message.fragments(size), 0).take(wire);
        }

        @Override
        public String toString() {
            return "send " + message + " in fragments of " + size;
        }
    }

    record SendPart(Frame frame, int from, int to) implements Step {
        @Override
        public void take(Wire wire) throws IOException {
            int header = frame.headerLength();
            wire.write(Arrays.copyOfRange(frame.masked(), from == 0 ? 0 : header + from, header + to));
        }

        @Override
        public String toString() {
            return "send bytes " + from + " to " + to + " of " + frame;
        }
    }

    record Receive(List<Frame> frames) implements Step {
        private static final int MANY = 3;

        @Override
        public void take(Wire wire) throws IOException {
            for (Frame expected : frames) {
                requireSame(wire.read(), expected);
            }
        }

        static void requireSame(Frame came, Frame expected) {
            // Compared here, as some are too large to be printed whole.
            assertThat(came.sameAs(expected))
                    .as("expected %s, but there came %s", expected.dump(), came.dump())
                    .isTrue();
        }

        @Override
        public Optional<String> expectation() {
            return Optional.of(
                    frames.size() > MANY
                            ? frames.size() + " frames back"
                            : frames.stream().map(Frame::toString).collect(Collectors.joining(", ")) + " back");
        }

        @Override
        public String toString() {
            return "receive " + frames;
        }
    }

    record ReceiveSome(List<Frame> frames) implements Step {
        @Override
        public void take(Wire wire) throws IOException {
            for (Frame expected : frames) {
                if (wire.isCloseNext()) {
                    return;
                }
                Receive.requireSame(wire.read(), expected);
            }
        }

        @Override
        public Optional<String> expectation() {
            return Optional.of("any or none of it back");
        }

        @Override
        public String toString() {
            return "receive some of " + frames;
        }
    }

    record Silence() implements Step {
        @Override
        public void take(Wire wire) throws IOException {
            wire.awaitNothing();
        }

        @Override
        public String toString() {
            return "receive nothing for now";
        }
    }

    record Closed(List<Integer> codes, boolean properly) implements Step {
        @Override
        public void take(Wire wire) throws IOException {
            receiveClose(wire, codes);
            Wire.End end = wire.awaitEnd();
            assertThat(end == Wire.End.FIN || !properly)
                    .as("the end is %s", end)
                    .isTrue();
        }

        static Frame receiveClose(Wire wire, List<Integer> codes) throws IOException {
            Frame came;
            try {
                came = wire.read();
            } catch (EOFException | SocketException end) {
                throw new AssertionError("no close frame came before the end of the connection", end);
            }
            assertThat(came.opcode())
                    .as("expected a close frame with a code of %s, but there came %s", codes, came.dump())
                    .isEqualTo(Frame.CLOSE);
            assertThat(came.closeCode()).as("the close code").isIn(codes);
            return came;
        }

        @Override
        public Optional<String> expectation() {
            return Optional.of("closed with " + words(codes));
        }

        static String words(List<Integer> codes) {
            return codes.stream()
                    .map(code -> code == Frame.NO_CODE ? "no code" : code.toString())
                    .collect(Collectors.joining(" or "));
        }

        @Override
        public String toString() {
            return "be " + expectation().orElseThrow();
        }
    }

    record Failed(List<Integer> codes) implements Step {
        @Override
        public void take(Wire wire) throws IOException {
            Frame close = Closed.receiveClose(wire, codes);
            // For a server that waits for an answer before it hangs up.
            send(Frame.of(Frame.CLOSE, close.payload())).take(wire);
            wire.awaitEnd();
        }

        @Override
        public Optional<String> expectation() {
            return Optional.of("failed with " + Closed.words(codes));
        }

        @Override
        public String toString() {
            return "be " + expectation().orElseThrow();
        }
    }

    record Sequence(List<Step> steps) implements Step {
        @Override
        public void take(Wire wire) throws IOException {
            for (Step step : steps) {
                step.take(wire);
            }
        }

        @Override
        public Optional<String> expectation() {
            List<String> expected = steps.stream()
                    .flatMap(step -> step.expectation().stream())
                    .distinct()
                    .toList();
            return expected.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", expected));
        }

        @Override
        public String toString() {
            return steps.size() + " steps, the first to " + steps.get(0);
        }
    }
}
