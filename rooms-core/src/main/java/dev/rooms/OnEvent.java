package dev.rooms;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Has a method of a bean handle an event of clients, where a container of beans looks for it: CDI with rooms-jakarta-ws,
 * Spring Boot with rooms-spring-boot-starter, or another by {@link EventMethod}.
 *
 * <pre>{@code
 * @OnEvent("bid")
 * Map<String, Object> bid(Client client, Bid bid) { ... }
 * }</pre>
 *
 * <p>It takes, in any order, at most one each of: the {@link Client}, the {@link Incoming} event, and the data as any type
 * that {@link Rooms#on(String, Class, EventHandler, EventOption...)} reads, without type parameters ({@link Json} for the
 * text unread). What it returns acknowledges the event; {@code void} and null say {@code {"success":true}}, unless the
 * method takes the {@link Incoming}: it acknowledges by itself then. A {@link RefusedException} is answered with an
 * {@code error} event that says its message.
 *
 * <p>The method is called on the bean's proxy if it has one, so that transactions and the like apply; it must be neither
 * private nor static. What doesn't fit fails the start of the application.
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
