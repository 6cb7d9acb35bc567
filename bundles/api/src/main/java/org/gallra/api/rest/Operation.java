package org.gallra.api.rest;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Describes a method of a REST resource for the API's own description at {@code /api/v1/openapi.json}. Optional: without it
 * the method is described by its annotations and types alone.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@ProviderType
public @interface Operation {

    /** What it does, one short sentence in English. */
    String value();

    /** The type of the answer's body, where the method's own return type does not say it. */
    Class<?> answer() default void.class;

    /** The HTTP status of success. */
    int status() default 200;
}
