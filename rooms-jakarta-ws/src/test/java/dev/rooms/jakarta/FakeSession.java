package dev.rooms.jakarta;

import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** A container's session that writes down what it is asked for, and completes sends when the test says so. */
final class FakeSession {
    final List<String> calls = new ArrayList<>();
    final Map<String, Object> userProperties = new HashMap<>();
    private final Queue<SendHandler> underWay = new ArrayDeque<>();

    /** The session as the adapter sees it. */
    Session session() {
        RemoteEndpoint.Async remote = proxy(RemoteEndpoint.Async.class, (self, method, arguments) -> {
            if (method.getName().equals("sendText")) {
                calls.add("text " + arguments[0]);
                underWay.add((SendHandler) arguments[1]);
            } else {
                calls.add(method.getName());
            }
            return null;
        });
        return proxy(Session.class, (self, method, arguments) -> switch (method.getName()) {
            case "getAsyncRemote" -> remote;
            case "getUserProperties" -> userProperties;
            case "close" -> {
                calls.add("close " + ((CloseReason) arguments[0]).getCloseCode().getCode());
                yield null;
            }
            default -> null;
        });
    }

    /** The send under way is done. */
    void complete(SendResult result) {
        underWay.remove().onResult(result);
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
