package dev.rooms.jakarta.cdi;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.ObserverMethod;

/** Whether the application observes one of our events, as a client that nobody asks about costs no thread; and telling it. */
final class Observers<E extends Record> {
    private final Class<E> type;
    private boolean inTurn;
    private boolean asynchronous;

    Observers(Class<E> type) {
        this.type = type;
    }

    /** Takes note of an observer of whatever. */
    void found(ObserverMethod<?> observer) {
        if (observer.getObservedType() == type) {
            inTurn |= !observer.isAsync();
            asynchronous |= observer.isAsync();
        }
    }

    boolean exist() {
        return inTurn || asynchronous;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // an asynchronous observer's failure is the container's to tell of
    void tell(BeanManager beans, E event) {
        Event<E> one = beans.getEvent().select(type);
        if (asynchronous) {
            one.fireAsync(event);
        }
        if (inTurn) {
            one.fire(event);
        }
    }
}
