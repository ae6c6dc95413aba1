/**
 * What single containers have beyond the standard, or need beyond it: one class knows one container, and all are found by
 * {@link java.util.ServiceLoader}. Where no class knows the container, or its classes aren't there, the standard does.
 */
@NullMarked
package dev.rooms.jakarta.container;

import org.jspecify.annotations.NullMarked;
