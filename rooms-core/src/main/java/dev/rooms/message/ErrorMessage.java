package dev.rooms.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an error event says (CONTRACT §2).
 *
 * @param message what was wrong and what is allowed, for a person
 * @param event the event that it is about; null when that isn't known
 * @param errors every offending field; empty, and then left out, when it isn't about fields
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ErrorMessage(String message, @Nullable String event, List<FieldError> errors) {}
