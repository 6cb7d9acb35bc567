package org.gallra.api.personaldata;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Attribute;
import org.osgi.annotation.bundle.Capability;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Says that a bundle holds no personal data, and why; silence is an error. Goes on the {@code package-info.java} of the
 * bundle's root package; bnd writes the capability {@code gallra.personal-data} from it.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.PACKAGE, ElementType.TYPE})
@Capability(namespace = "gallra.personal-data", attribute = "holds=nothing")
@ProviderType
public @interface HoldsNoPersonalData {

    /** The reason in Swedish. */
    @Attribute("reason.sv")
    String sv();

    /** The reason in English. */
    @Attribute("reason.en")
    String en();
}
