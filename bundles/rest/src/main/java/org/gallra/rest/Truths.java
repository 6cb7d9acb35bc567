package org.gallra.rest;

import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** Reads {@code true} and {@code false} of parameters, and refuses what is neither: Jersey takes any other word for false. */
final class Truths implements ParamConverterProvider {

    /** A word that is neither. */
    static final class Neither extends IllegalArgumentException {

        private static final long serialVersionUID = 1L;
    }

    @Override
    @SuppressWarnings("unchecked") // asked for by the same type
    public <T> @Nullable ParamConverter<T> getConverter(Class<T> type, Type generic, Annotation[] annotations) {
        return type == Boolean.class || type == boolean.class
                ? (ParamConverter<T>) new Words(type.isPrimitive())
                : null;
    }

    /** Answers nothing with nothing, where a variable can hold that. */
    private record Words(boolean primitive) implements ParamConverter<Boolean> {

        @Override
        public @Nullable Boolean fromString(@Nullable String word) {
            if (word == null) {
                return primitive ? false : null;
            }
            return switch (word) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new Neither();
            };
        }

        @Override
        public String toString(Boolean truth) {
            return truth.toString();
        }
    }
}
