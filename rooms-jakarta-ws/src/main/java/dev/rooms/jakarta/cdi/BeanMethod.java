package dev.rooms.jakarta.cdi;

import dev.rooms.EventMethod;
import dev.rooms.OnEvent;
import dev.rooms.Rooms;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** A bean's method with {@link OnEvent}. */
final class BeanMethod {
    private final Bean<?> bean;
    private final OnEvent event;
    private final EventMethod method;

    /** @throws IllegalArgumentException when such a method can't handle an event */
    BeanMethod(Bean<?> bean, Method method, OnEvent event) {
        this.bean = bean;
        this.event = event;
        this.method = EventMethod.of(method, event);
        method.setAccessible(true);
    }

    String namespace() {
        return event.namespace();
    }

    void addTo(Rooms rooms, BeanManager beans) {
        LazyReference reference = new LazyReference(bean, beans);
        method.addTo(rooms, (target, arguments) -> {
            // As a request by HTTP has one. Each call has a controller of its own, which ends what it began.
            RequestContextController request = beans.createInstance()
                    .select(RequestContextController.class)
                    .get();
            boolean began = request.activate();
            try {
                return target.invoke(reference.get(), arguments);
            } finally {
                if (began) {
                    request.deactivate();
                }
            }
        });
    }

    /** The bean, or its proxy, from the first event on: no sooner, as it may itself have the rooms injected. */
    private static final class LazyReference {
        private final Bean<?> bean;
        private final BeanManager beans;
        private volatile @Nullable Object reference;

        LazyReference(Bean<?> bean, BeanManager beans) {
            this.bean = bean;
            this.beans = beans;
        }

        Object get() {
            Object there = reference;
            return there == null ? make() : there;
        }

        private synchronized Object make() {
            Object there = reference;
            if (there == null) {
                CreationalContext<?> context = beans.createCreationalContext(bean);
                there = beans.getReference(bean, bean.getBeanClass(), context);
                reference = there;
            }
            return there;
        }
    }
}
