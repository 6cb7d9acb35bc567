package org.gallra.api.personaldata;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.versioning.ProviderType;

/** The link from a part to the record that it belongs to, such as from an order line to its order. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({})
@ProviderType
public @interface ParentLink {

    /** The attribute that holds the key of the parent's row. */
    String attribute();

    /** The id of the parent record, of the same bundle or of another. */
    String record();
}
