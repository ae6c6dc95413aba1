package dev.rooms.jakarta.cdi;

import dev.rooms.Namespace;
import dev.rooms.OnEvent;
import dev.rooms.Rooms;
import dev.rooms.RoomsBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.ProcessObserverMethod;
import jakarta.enterprise.inject.spi.ProcessProducer;
import jakarta.enterprise.inject.spi.Producer;
import jakarta.inject.Singleton;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Joins {@link Rooms} and CDI: {@code @Inject Rooms} in any bean, methods with {@link OnEvent} as handlers, and
 * {@link ClientConnected} and {@link ClientDisconnected} for observers. Found by CDI, and for it alone.
 *
 * <p>The rooms are made when they are first injected, by the {@link RoomsBuilder} that the application produces, or with
 * the safe defaults; and closed before the application's beans are. An application that makes its rooms by itself, and
 * closes them, produces them ({@code @Produces @Singleton Rooms}) or hands them over by {@link #use}.
 */
public final class RoomsExtension implements Extension {
    private final List<BeanMethod> handlers = new ArrayList<>();
    private final Observers<ClientConnected> connected = new Observers<>(ClientConnected.class);
    private final Observers<ClientDisconnected> disconnected = new Observers<>(ClientDisconnected.class);
    private final Set<Rooms> joined = ConcurrentHashMap.newKeySet();
    private Optional<BeanManager> manager = Optional.empty();
    private boolean produced;
    private Optional<Rooms> handedOver = Optional.empty();
    private Optional<Rooms> made = Optional.empty();

    /** For CDI. */
    public RoomsExtension() {}

    /**
     * Has these rooms injected, for an application that makes them where there are no beans, such as in a
     * {@code ServletContextListener}: {@code CDI.current().getBeanManager().getExtension(RoomsExtension.class).use(rooms)}.
     * Closing them stays with the application.
     *
     * @throws IllegalStateException when rooms were injected before, which would be others
     */
    public synchronized void use(Rooms rooms) {
        if (produced || made.isPresent()) {
            throw new IllegalStateException("other Rooms were "
                    + (produced ? "produced" : "injected already")
                    + "; hand over yours before, and have them injected later, for example as Instance<Rooms>");
        }
        handedOver = Optional.of(rooms);
        join(rooms, manager.orElseThrow());
    }

    <T> void found(@Observes ProcessManagedBean<T> found) {
        for (AnnotatedMethod<? super T> method : found.getAnnotatedBeanClass().getMethods()) {
            OnEvent event = method.getAnnotation(OnEvent.class);
            if (event != null
                    && !isOverridden(method.getJavaMember(), found.getBean().getBeanClass())) {
                add(found, method.getJavaMember(), event);
            }
        }
    }

    private void add(ProcessManagedBean<?> found, Method method, OnEvent event) {
        try {
            handlers.add(new BeanMethod(found.getBean(), method, event));
        } catch (IllegalArgumentException wrong) {
            found.addDefinitionError(wrong);
        }
    }

    private static boolean isOverridden(Method method, Class<?> beanClass) {
        return Stream.<Class<?>>iterate(
                        beanClass, type -> type != method.getDeclaringClass() && type != null, Class::getSuperclass)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .anyMatch(other -> other.getName().equals(method.getName())
                        && Arrays.equals(other.getParameterTypes(), method.getParameterTypes()));
    }

    <T, X> void found(@Observes ProcessObserverMethod<T, X> found) {
        connected.found(found.getObserverMethod());
        disconnected.found(found.getObserverMethod());
    }

    <T> void found(@Observes ProcessProducer<T, Rooms> found, BeanManager beans) {
        produced = true;
        Producer<Rooms> own = found.getProducer();
        found.configureProducer().produceWith(context -> {
            Rooms rooms = own.produce(context);
            join(rooms, beans);
            return rooms;
        });
    }

    void add(@Observes AfterBeanDiscovery beans, BeanManager manager) {
        this.manager = Optional.of(manager);
        if (!produced) {
            beans.<Rooms>addBean()
                    .beanClass(RoomsExtension.class)
                    .types(Rooms.class, Object.class)
                    .scope(Singleton.class)
                    .createWith(context -> handedOverOrMade(manager))
                    .destroyWith((rooms, context) -> made.ifPresent(Rooms::close));
        }
    }

    private synchronized Rooms handedOverOrMade(BeanManager beans) {
        if (handedOver.isPresent()) {
            return handedOver.get();
        }
        Instance<RoomsBuilder> builder = beans.createInstance().select(RoomsBuilder.class);
        Rooms rooms = (builder.isUnsatisfied() ? Rooms.builder() : builder.get()).build();
        made = Optional.of(rooms);
        join(rooms, beans);
        return rooms;
    }

    private void join(Rooms rooms, BeanManager beans) {
        if (!joined.add(rooms)) {
            return;
        }
        handlers.forEach(handler -> handler.addTo(rooms, beans));
        Stream.concat(Stream.of("/"), handlers.stream().map(BeanMethod::namespace))
                .map(name -> rooms.namespace(name).name())
                .distinct()
                .forEach(name -> {
                    Namespace namespace = rooms.namespace(name);
                    if (connected.exist()) {
                        namespace.onConnect((client, handshake) ->
                                connected.tell(beans, new ClientConnected(client, handshake, name)));
                    }
                    if (disconnected.exist()) {
                        namespace.onDisconnect((client, reason) ->
                                disconnected.tell(beans, new ClientDisconnected(client, reason, name)));
                    }
                });
    }

    /** While observers can still be told of the clients that go. */
    void ending(@Observes @BeforeDestroyed(ApplicationScoped.class) Object ending) {
        made.ifPresent(Rooms::close);
    }
}
