package org.gallra.ui;

import jakarta.ws.rs.core.MultivaluedMap;
import org.gallra.api.ui.PageAddress;
import org.jspecify.annotations.Nullable;

/** The page from which a dialog was opened: whoever cancels comes back to it. */
public final class Origin {

    /** The field of a form and the parameter of an address that name the page. */
    static final String FIELD = "from";

    private static final String CONTACTS = "/ui/contacts";
    private static final String COMPANIES = "/ui/companies";

    private Origin() {}

    /** Returns the page that a form or an address names; the list of contacts if it names none of ours. */
    static String of(@Nullable String named) {
        return Pages.local(named, CONTACTS);
    }

    /** Returns the page that a form names. */
    static String of(MultivaluedMap<String, String> form) {
        return of(form.getFirst(FIELD));
    }

    /** Adds the page to an address. */
    static String with(String address, String origin) {
        return PageAddress.of(address).with(FIELD, origin).toString();
    }

    /** Returns where to go on when the record of the page may be gone: the list that it stands in. */
    public static String list(String origin) {
        return origin.startsWith(COMPANIES + "/") ? COMPANIES : origin.startsWith(CONTACTS + "/") ? CONTACTS : origin;
    }
}
