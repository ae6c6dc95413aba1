package dev.rooms.kit;

import dev.rooms.Limits;
import dev.rooms.Rooms;
import dev.rooms.RoomsBuilder;
import dev.rooms.payload.Validation;
import jakarta.validation.Validator;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** What every group of the kit's cases needs: the transport, and a stage that is cleared after each case. */
@Timeout(60)
abstract class TransportCases {
    // Making one takes longer than most cases do.
    private static final Validator VALIDATOR = Validation.find();

    private final TransportContract transport;
    private @Nullable Stage stage;

    TransportCases(TransportContract transport) {
        this.transport = transport;
    }

    TransportContract transport() {
        return transport;
    }

    /** Starts the transport with rooms of the default settings. */
    Stage serve() throws Exception {
        return serve(rooms -> rooms);
    }

    /** Starts the transport with these limits. */
    Stage serve(Limits limits) throws Exception {
        return serve(rooms -> rooms.limits(limits));
    }

    /** Starts the transport with rooms of other settings. */
    Stage serve(UnaryOperator<RoomsBuilder> settings) throws Exception {
        Stage started = new Stage(
                transport, settings.apply(Rooms.builder().validator(VALIDATOR)).build());
        stage = started;
        return started;
    }

    /** What a task and all threads beside it print: libraries log there in tests. */
    static String whatIsPrintedBy(ThrowingTask task) throws Exception {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (PrintStream both = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            System.setOut(both);
            System.setErr(both);
            task.run();
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    @FunctionalInterface
    interface ThrowingTask {
        void run() throws Exception;
    }

    @AfterEach
    void nothingStaysBehind() throws Exception {
        Stage over = stage;
        stage = null;
        if (over != null) {
            over.end();
        }
    }
}
