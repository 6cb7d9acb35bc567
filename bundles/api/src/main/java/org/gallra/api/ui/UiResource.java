package org.gallra.api.ui;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.versioning.ProviderType;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Marks a component that makes pages or takes the forms of panels: a Jakarta REST resource that is served below {@code /ui}.
 * It stands in the place of {@code @JakartarsResource}, which is for what is served below {@code /api/v1}.
 *
 * <p>The path of a vendor's resource begins with {@code x/} and the bundle's symbolic name. Whoever asks is logged in, and a
 * form that does not carry {@link Markup#hidden(UiContext)} is refused, before the resource is called.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
@ProviderType
@ComponentPropertyType
public @interface UiResource {

    /** Makes the service property {@code gallra.ui.resource}. */
    String PREFIX_ = "gallra.";
}
