package org.gallra.api.view;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What the caller has made of lists: views under a name, the columns shown, and with which view a list opens. A list is named by an id,
 * {@code contacts} or {@code <symbolic name>/<path>} for that of a bundle. Needs {@link org.gallra.api.access.Permission#READ}. Thread-safe.
 *
 * <p>What a view says may name a person, for people search for names. It is kept as it was written, so that the search for residue after an
 * erasure sees it.
 */
@ProviderType
public interface ListViews {

    /**
     * What somebody writes of a view.
     *
     * @param list the list; stays what it is when a view is changed
     * @param name 1 to 60 characters
     * @param shared whether everybody sees it; needs {@link org.gallra.api.access.Permission#ADMINISTER}
     * @param query filter and order, by the list's own names; at most 40, of at most 200 characters each
     * @param columns the ids of the columns that are shown, in their order; empty for the list's own
     */
    @ProviderType
    record Draft(
            @Nullable String list,
            @Nullable String name,
            boolean shared,
            @Nullable Map<String, String> query,
            @Nullable List<String> columns) {

        /** Returns the list only: the rest may name somebody. */
        @Override
        public String toString() {
            return "Draft[" + list + "]";
        }
    }

    /**
     * A view.
     *
     * @param id its public id, which addresses carry
     * @param version raised at each change; the ETag
     * @param list the list
     * @param name its name
     * @param owner the login name of the user who made it
     * @param shared whether everybody sees it
     * @param mine whether the caller may change it: the owner, and system administrators if it is shared
     * @param query filter and order
     * @param columns the columns in their order; empty for the list's own
     * @param changedAt when it was last changed (UTC)
     */
    @ProviderType
    record View(
            UUID id,
            long version,
            String list,
            String name,
            String owner,
            boolean shared,
            boolean mine,
            Map<String, String> query,
            List<String> columns,
            Instant changedAt) {

        /** Copies the collections. */
        public View {
            query = Map.copyOf(query);
            columns = List.copyOf(columns);
        }

        /** Returns the id only: the rest may name somebody. */
        @Override
        public String toString() {
            return "View[" + id + "]";
        }
    }

    /**
     * How a list looks to the caller.
     *
     * @param columns the columns in their order; empty for the list's own
     * @param view the view with which the list opens, or null
     */
    @ProviderType
    record Layout(List<String> columns, @Nullable UUID view) {

        /** What somebody sees who has chosen nothing. */
        public static final Layout NONE = new Layout(List.of(), null);

        /** Copies the columns. */
        public Layout {
            columns = List.copyOf(columns);
        }
    }

    /** Returns the views of a list that the caller sees, the own ones first, each group ordered by name; at most 200. */
    List<View> list(String list);

    /**
     * Returns a view that the caller sees.
     *
     * @throws GallraException {@code NOT_FOUND}
     */
    View get(UUID id);

    /**
     * Saves a view.
     *
     * @throws GallraException {@code INVALID} naming each field that is wrong; {@code CONFLICT} if the caller has one of this name, or too many;
     *     {@code FORBIDDEN} to share it without the right
     */
    View create(Draft draft);

    /**
     * Replaces name, filter, order, columns and whether it is shared.
     *
     * @throws GallraException as {@link #create}; {@code NOT_FOUND}, {@code STALE}; {@code FORBIDDEN} if it is not the caller's
     */
    View update(UUID id, long version, Draft draft);

    /**
     * Deletes a view.
     *
     * @throws GallraException {@code NOT_FOUND}, {@code STALE}; {@code FORBIDDEN} if it is not the caller's
     */
    void delete(UUID id, long version);

    /** Returns how a list looks to the caller. */
    Layout layout(String list);

    /**
     * Says which columns the caller sees of a list.
     *
     * @param columns ids in their order; empty for the list's own
     * @throws GallraException {@code INVALID}
     */
    void choose(String list, List<String> columns);

    /**
     * Says with which view a list opens for the caller; null for none.
     *
     * @throws GallraException {@code NOT_FOUND} if the caller sees no such view of the list
     */
    void open(String list, @Nullable UUID view);
}
