package org.gallra.api.personaldata;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Declares that a time in the past in this attribute counts as "we were in contact" for rules such as "no contact for 30
 * days" (PRIVACY.md rule 9). Put it on the time at which something was done or held, not on the time it was planned for:
 * an attribute that is null until then.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.FIELD, ElementType.METHOD})
@ProviderType
public @interface ContactMoment {}
