package dev.rooms.undertow;

import dev.rooms.http.HttpAdmission;
import dev.rooms.http.HttpEndpoint;
import dev.rooms.http.HttpRequest;
import dev.rooms.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers a GET when the test says so, and a POST with what was posted. */
final class PollsEndpoint implements HttpEndpoint {
    final BlockingQueue<CompletableFuture<HttpResponse>> waiting = new LinkedBlockingQueue<>();
    final AtomicInteger admitted = new AtomicInteger();
    final AtomicInteger abandoned = new AtomicInteger();

    static HttpResponse text(String body) {
        return HttpResponse.of(200, "text/plain; charset=UTF-8", body);
    }

    /** The GET that has waited longest. */
    CompletableFuture<HttpResponse> next() throws InterruptedException {
        CompletableFuture<HttpResponse> poll = waiting.poll(10, TimeUnit.SECONDS);
        if (poll == null) {
            throw new AssertionError("no GET came");
        }
        return poll;
    }

    @Override
    public CompletionStage<HttpAdmission> admit(HttpRequest head) {
        admitted.incrementAndGet();
        boolean posts = head.method().equals("POST");
        return CompletableFuture.completedStage(new HttpAdmission.Granted() {
            @Override
            public boolean takesBody() {
                return posts;
            }

            @Override
            public CompletionStage<HttpResponse> answer(byte[] body) {
                if (posts) {
                    return CompletableFuture.completedStage(text(new String(body, StandardCharsets.UTF_8)));
                }
                CompletableFuture<HttpResponse> poll = new CompletableFuture<>();
                waiting.add(poll);
                return poll;
            }

            @Override
            public void abandoned() {
                abandoned.incrementAndGet();
            }
        });
    }

    @Override
    public int maxBodyBytes() {
        return 1_000;
    }

    @Override
    public HttpResponse tooLarge(HttpRequest head) {
        return HttpResponse.of(413, "text/plain; charset=UTF-8", "too large");
    }
}
