package org.gallra.api.ui;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactId;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The address of a page with what it shows: its path and a query of enumerations, days, opaque ids and cursors. Nothing personal belongs into
 * it, for addresses end in histories; a login name is personal, so that a page says {@code who=all} and not whose. Immutable.
 */
@ProviderType
public final class PageAddress {

    private final String path;
    private final Map<String, String> query;

    private PageAddress(String path, Map<String, String> query) {
        this.path = path;
        this.query = query;
    }

    /** Returns the address of a page without a query, such as {@link UiContext#path()}. */
    public static PageAddress of(String path) {
        return new PageAddress(path, Map.of());
    }

    /**
     * Returns the address of the page on which a record is changed.
     *
     * @param form the form's bundle and path with a slash between, such as {@code org.gallra.activity/activities}
     * @param record the record's public id
     * @param back the page to come back to
     */
    public static PageAddress record(String form, UUID record, String back) {
        return of("/ui/records/" + form + "/" + record).with(FormInput.BACK, back);
    }

    /** Returns the address of the card of a contact, without one that of a company, and without either that of the start page. */
    public static PageAddress card(@Nullable ContactId contact, @Nullable CompanyId company) {
        return of(
                contact != null
                        ? "/ui/contacts/" + contact
                        : company != null ? "/ui/companies/" + company : "/ui/start");
    }

    /** Returns the address with a value in its query in the place of another of the same name; null or an empty one is left out. */
    public PageAddress with(String name, @Nullable String value) {
        Map<String, String> more = new TreeMap<>(query);
        if (value == null || value.isEmpty()) {
            more.remove(name);
        } else {
            more.put(name, value);
        }
        return new PageAddress(path, more);
    }

    /** Returns the names and values of the query, ordered by name. */
    public Map<String, String> query() {
        return Collections.unmodifiableMap(query);
    }

    /** Returns the path. */
    public String path() {
        return path;
    }

    /** Returns the address with its values encoded, not yet escaped for HTML. */
    @Override
    public String toString() {
        return query.isEmpty()
                ? path
                : query.entrySet().stream()
                        .map(e -> encoded(e.getKey()) + "=" + encoded(e.getValue()))
                        .collect(Collectors.joining("&", path + "?", ""));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
