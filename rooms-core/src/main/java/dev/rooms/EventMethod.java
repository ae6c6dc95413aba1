package dev.rooms;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A method with {@link OnEvent}, for a container of beans that brings its beans' handlers to the rooms:
 * {@code EventMethod.of(method, event).addTo(rooms, (target, arguments) -> target.invoke(bean, arguments))}. Immutable.
 */
public final class EventMethod {
    private final Method method;
    private final OnEvent event;
    private final List<Class<?>> parameters;
    private final Class<?> data;
    private final boolean acknowledges;

    /** Calls a bean's method; what reflection wraps an exception into is taken off again. */
    @FunctionalInterface
    public interface Call {
        /** Calls it on the bean that handles this event, and returns what it returned. */
        @Nullable Object call(Method method, Object[] arguments) throws Exception;
    }

    private EventMethod(Method method, OnEvent event, List<Class<?>> parameters) {
        this.method = method;
        this.event = event;
        this.parameters = parameters;
        data = parameters.stream().filter(EventMethod::isData).findFirst().orElse(Json.class);
        acknowledges = parameters.contains(Incoming.class);
    }

    /**
     * Checks that such a method can handle an event.
     *
     * @throws IllegalArgumentException when its parameters are others than {@link OnEvent} allows, or it is private or static
     */
    public static EventMethod of(Method method, OnEvent event) {
        List<Class<?>> parameters = List.of(method.getParameterTypes());
        if (parameters.stream().distinct().count() < parameters.size()
                || parameters.stream().filter(EventMethod::isData).count() > 1) {
            throw new IllegalArgumentException(method + " takes " + parameters
                    + "; a method with @OnEvent takes one Client, one Incoming and one type of data at most");
        }
        if (Modifier.isPrivate(method.getModifiers()) || Modifier.isStatic(method.getModifiers())) {
            throw new IllegalArgumentException(
                    method + " has @OnEvent; make it neither private nor static, so that it can be called on the bean");
        }
        return new EventMethod(method, event, parameters);
    }

    private static boolean isData(Class<?> parameter) {
        return parameter != Client.class && parameter != Incoming.class;
    }

    /**
     * Has it handle its event from now on.
     *
     * @throws IllegalStateException when the event has a handler already
     */
    public void addTo(Rooms rooms, Call call) {
        rooms.namespace(event.namespace())
                .on(
                        event.value(),
                        data,
                        (client, payload, incoming) -> handle(call, client, payload, incoming),
                        event.options());
    }

    private void handle(Call call, Client client, Object payload, Incoming incoming) throws Exception {
        Object[] arguments = new Object[parameters.size()];
        for (int i = 0; i < arguments.length; i++) {
            Class<?> type = parameters.get(i);
            arguments[i] = type == Client.class ? client : type == Incoming.class ? incoming : payload;
        }
        Object answer;
        try {
            answer = call.call(method, arguments);
        } catch (InvocationTargetException thrown) {
            // The handler's own exception is what the client is answered by.
            if (thrown.getCause() instanceof Exception own) {
                throw own;
            }
            throw thrown;
        }
        if (answer != null) {
            incoming.acknowledge(answer);
        } else if (!acknowledges) {
            incoming.acknowledge(Namespace.DONE);
        }
    }
}
