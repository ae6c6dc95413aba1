package dev.rooms.payload;

import jakarta.validation.Configuration;
import jakarta.validation.MessageInterpolator;
import jakarta.validation.ValidationException;
import jakarta.validation.Validator;
import java.util.Locale;

/** Finds the Jakarta Validation provider of the class path, Hibernate Validator as a rule. */
public final class Validation {
    private static final String WITHOUT_EXPRESSIONS =
            "org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator";

    private Validation() {}

    /**
     * A validator with English messages.
     *
     * @throws IllegalStateException when there is no provider
     */
    public static Validator find() {
        try {
            Configuration<?> configuration =
                    jakarta.validation.Validation.byDefaultProvider().configure();
            return configuration
                    .messageInterpolator(inEnglish(interpolator(configuration)))
                    .buildValidatorFactory()
                    .getValidator();
        } catch (ValidationException missing) {
            throw new IllegalStateException(
                    "no Jakarta Validation provider works here; add org.hibernate.validator:hibernate-validator to the"
                            + " class path, or give a Validator to the builder",
                    missing);
        }
    }

    /** Hibernate Validator's default wants a Jakarta Expression Language, which an embedder needn't have. */
    private static MessageInterpolator interpolator(Configuration<?> configuration) {
        try {
            return Class.forName(
                            WITHOUT_EXPRESSIONS, true, configuration.getClass().getClassLoader())
                    .asSubclass(MessageInterpolator.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException anotherProvider) {
            return configuration.getDefaultMessageInterpolator();
        }
    }

    private static MessageInterpolator inEnglish(MessageInterpolator interpolator) {
        return new MessageInterpolator() {
            @Override
            public String interpolate(String template, Context context) {
                return interpolator.interpolate(template, context, Locale.ENGLISH);
            }

            @Override
            public String interpolate(String template, Context context, Locale locale) {
                return interpolator.interpolate(template, context, locale);
            }
        };
    }
}
