package dev.rooms.jakarta;

import dev.rooms.http.HttpAdmission;
import dev.rooms.http.HttpEndpoint;
import dev.rooms.http.HttpRequest;
import dev.rooms.http.HttpResponse;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** An endpoint that answers when the test says so, and writes down what it hears. */
final class PatientEndpoint implements HttpEndpoint {
    static final int MAX_BODY_BYTES = 1_000;

    final BlockingQueue<HttpRequest> heads = new LinkedBlockingQueue<>();
    final BlockingQueue<byte[]> bodies = new LinkedBlockingQueue<>();
    final AtomicInteger abandoned = new AtomicInteger();
    volatile CompletableFuture<HttpResponse> answer = new CompletableFuture<>();

    @Override
    public CompletionStage<HttpAdmission> admit(HttpRequest head) {
        heads.add(head);
        return CompletableFuture.completedStage(new HttpAdmission.Granted() {
            @Override
            public boolean takesBody() {
                return !head.method().equals("GET");
            }

            @Override
            public CompletionStage<HttpResponse> answer(byte[] body) {
                bodies.add(body);
                return answer;
            }

            @Override
            public void abandoned() {
                abandoned.incrementAndGet();
            }
        });
    }

    @Override
    public int maxBodyBytes() {
        return MAX_BODY_BYTES;
    }

    @Override
    public HttpResponse tooLarge(HttpRequest head) {
        return HttpResponse.of(413, "text/plain", "too large");
    }
}
