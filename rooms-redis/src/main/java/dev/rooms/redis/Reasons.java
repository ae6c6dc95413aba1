package dev.rooms.redis;

/** Says for a person why something with Redis failed. */
final class Reasons {
    private Reasons() {}

    /** The innermost cause knows best: Lettuce wraps it, and says only that it couldn't. */
    static String of(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String text = cause.getMessage();
        return text == null || text.isBlank() ? cause.getClass().getSimpleName() : text;
    }
}
