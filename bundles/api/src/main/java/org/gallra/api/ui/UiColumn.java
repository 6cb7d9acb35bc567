package org.gallra.api.ui;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A column that a bundle adds to a list of the core. Register it as a service; it appears at the next rendering and is gone
 * when the service goes.
 *
 * <p>Its cells are asked for once per page of a list, from a thread of the core with a time budget of 200 ms; everything else
 * is asked once. What it throws, or an overrun, leaves the column's cells empty with a notice that names the bundle; the page
 * stays whole.
 */
@ConsumerType
public interface UiColumn {

    /** The lists that take columns. */
    @ProviderType
    enum Table {
        /** The list of contacts. */
        CONTACTS,
        /** The list of companies. */
        COMPANIES
    }

    /** Returns the id, {@code <owner>.<column>} in lower case, unique among all bundles. */
    String id();

    /** Returns the list. */
    Table table();

    /** Returns its order behind the core's columns, lowest first. */
    int rank();

    /** Returns its heading. */
    Text title();

    /** Says whether its cells are numbers or amounts, which stand at the right. */
    default boolean number() {
        return false;
    }

    /** Returns the right that a user needs to see it. */
    default Permission permission() {
        return Permission.READ;
    }

    /**
     * Returns the cells' texts, which the core escapes.
     *
     * @param rows the public ids of the rows that are shown, at most 200
     * @return by id, at most 200 characters each; rows that are left out stay empty
     */
    Map<UUID, String> cells(List<UUID> rows, UiContext context);
}
