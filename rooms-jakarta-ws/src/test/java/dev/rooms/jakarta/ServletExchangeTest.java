package dev.rooms.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.http.HttpAdmission;
import dev.rooms.http.HttpEndpoint;
import dev.rooms.http.HttpRequest;
import dev.rooms.http.HttpResponse;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What containers differ in, and so can't be shown on one of them: how they report the end of a request. */
class ServletExchangeTest {
    private final PatientEndpoint endpoint = new PatientEndpoint();
    private final HttpRequest head = HttpRequest.head("GET", "/", Map.of(), Map.of(), "");
    private final List<String> calls = new ArrayList<>();
    private final AsyncContext context = (AsyncContext) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {AsyncContext.class}, (self, method, arguments) -> {
                calls.add(method.getName());
                if (method.getName().equals("start")) {
                    ((Runnable) arguments[0]).run();
                }
                return null;
            });
    private final AsyncEvent event = new AsyncEvent(context, null, null, new IllegalStateException("gone"));

    private ServletExchange exchange(HttpEndpoint of) {
        return new ServletExchange(of, head, context, null, null);
    }

    @Test
    void anEndIsToldOnceInWhateverWordsAndHoweverOften() {
        ServletExchange exchange = exchange(endpoint);
        exchange.begin();

        exchange.onError(event);
        exchange.onTimeout(event);
        exchange.onComplete(event);
        exchange.onComplete(event);

        assertThat(endpoint.abandoned).hasValue(1);
    }

    @Test
    void completionAloneIsAnEnd() {
        ServletExchange exchange = exchange(endpoint);
        exchange.begin();

        exchange.onComplete(event);

        assertThat(endpoint.abandoned).hasValue(1);
        assertThat(calls).as("nothing is left to complete").isEmpty();
    }

    @Test
    void theRequestIsCompletedWithinTheContainersReportAsItAnswersWithAnErrorOfItsOwnAfterwards() {
        ServletExchange exchange = exchange(endpoint);
        exchange.begin();

        exchange.onTimeout(event);

        assertThat(calls).containsExactly("complete");
    }

    @Test
    void anAnswerThatComesAfterTheEndTouchesNothing() {
        ServletExchange exchange = exchange(endpoint);
        exchange.begin();
        exchange.onError(event);
        calls.clear();

        endpoint.answer.complete(HttpResponse.empty(200));

        assertThat(calls).isEmpty();
    }

    @Test
    void aRequestThatIsGrantedAfterItsEndIsAbandonedAtOnceAndNotAnswered() {
        CompletableFuture<HttpAdmission> decision = new CompletableFuture<>();
        ServletExchange exchange = exchange(new HttpEndpoint() {
            @Override
            public CompletionStage<HttpAdmission> admit(HttpRequest request) {
                return decision;
            }

            @Override
            public int maxBodyBytes() {
                return 1;
            }

            @Override
            public HttpResponse tooLarge(HttpRequest request) {
                return HttpResponse.empty(413);
            }
        });
        exchange.begin();
        exchange.onTimeout(event);
        assertThat(endpoint.abandoned).hasValue(0);

        decision.complete(endpoint.admit(head).toCompletableFuture().join());

        assertThat(endpoint.abandoned).hasValue(1);
        assertThat(endpoint.bodies).isEmpty();
    }
}
