package dev.rooms.spring;

import dev.rooms.Client;
import dev.rooms.EventOption;
import dev.rooms.Incoming;
import dev.rooms.Json;
import dev.rooms.RefusedException;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Has a method of a bean handle an event of clients.
 *
 * <pre>{@code
 * @OnEvent("bid")
 * Map<String, Object> bid(Client client, Bid bid) { ... }
 * }</pre>
 *
 * <p>It takes, in any order, at most one each of: the {@link Client}, the {@link Incoming} event, and the data as any type
 * that {@link dev.rooms.Rooms#on(String, Class, dev.rooms.EventHandler, EventOption...)} reads, without type parameters
 * ({@link Json} for the text unread). What it returns acknowledges the event; {@code void} and null say
 * {@code {"success":true}}, unless the method takes the {@link Incoming}: it acknowledges by itself then. A
 * {@link RefusedException} is answered with an {@code error} event that says its message.
 *
 * <p>The method is called on the bean's proxy if it has one, so that transactions and the like apply; it must not be
 * private. What doesn't fit fails the start of the application.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface OnEvent {
    /** The event's name, such as {@code bid}. */
    String value();

    /** The namespace that it is handled in; the main one unless set. */
    String namespace() default "/";

    /** How it is handled; may block, off the I/O threads, unless set. */
    EventOption[] options() default {};
}
