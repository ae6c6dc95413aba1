package dev.rooms.spring;

import dev.rooms.Client;
import dev.rooms.Incoming;
import dev.rooms.Json;
import dev.rooms.Namespace;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;

/**
 * A bean's method that handles an event.
 *
 * @param data what the event's data is read as
 * @param acknowledges whether the method does so itself
 */
record EventMethod(Object bean, Method method, Class<?> data, boolean acknowledges) {
    private static final Map<String, Boolean> DONE = Map.of("success", true);

    static EventMethod of(Object bean, Method method) {
        List<Class<?>> parameters = Arrays.asList(method.getParameterTypes());
        List<Class<?>> data = parameters.stream()
                .filter(type -> type != Client.class && type != Incoming.class)
                .toList();
        if (data.size() > 1 || parameters.stream().distinct().count() < parameters.size()) {
            throw new IllegalStateException(method + " takes " + parameters
                    + "; a method with @OnEvent takes one Client, one Incoming and one type of data at most");
        }
        ReflectionUtils.makeAccessible(method);
        return new EventMethod(
                bean, method, data.isEmpty() ? Json.class : data.get(0), parameters.contains(Incoming.class));
    }

    void handle(OnEvent event, Namespace namespace) {
        namespace.on(event.value(), data, this::call, event.options());
    }

    private void call(Client client, Object payload, Incoming incoming) throws Exception {
        Object answer = invoke(client, payload, incoming);
        if (answer != null) {
            incoming.acknowledge(answer);
        } else if (!acknowledges) {
            incoming.acknowledge(DONE);
        }
    }

    private @Nullable Object invoke(Client client, Object payload, Incoming incoming) throws Exception {
        Object[] arguments = Arrays.stream(method.getParameterTypes())
                .map(type -> type == Client.class ? client : type == Incoming.class ? incoming : payload)
                .toArray();
        try {
            return method.invoke(bean, arguments);
        } catch (InvocationTargetException thrown) {
            // The handler's own exception is what the client is answered by.
            ReflectionUtils.rethrowException(thrown.getTargetException());
            throw thrown;
        }
    }
}
