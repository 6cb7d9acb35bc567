package org.gallra.api.persistence;

import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Says that the tables of one bundle are there and up to date.
 *
 * <p>Registered by the schema extender for each bundle with the header {@code Gallra-Changelog}, with the service property
 * {@value #BUNDLE}. A component of that bundle takes a mandatory reference with the target
 * {@code (gallra.schema=<symbolic name>)}, so that it starts after the migration.
 */
@ProviderType
public interface SchemaReady {

    /** The service property that holds the symbolic name of the bundle. */
    String BUNDLE = "gallra.schema";

    /** Returns the symbolic name of the bundle. */
    String bundle();

    /** Returns the names of all tables that the bundle's changelog creates, in lower case, in no order. */
    Set<String> tables();
}
