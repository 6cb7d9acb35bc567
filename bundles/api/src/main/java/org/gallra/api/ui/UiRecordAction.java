package org.gallra.api.ui;

import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * An entry that a bundle adds to the yellow plus menu of a card: a link to a page, or to a place on the card such as the
 * form of the bundle's own panel. Its address is asked for once per page, from a thread of the core with a time budget of
 * 200 ms; everything else is asked once. What it throws, or an overrun, leaves the entry out.
 */
@ConsumerType
public interface UiRecordAction {

    /** The cards that have a plus menu. */
    @ProviderType
    enum Card {
        /** The contact card. */
        CONTACT,
        /** The company card. */
        COMPANY
    }

    /** Returns the card. */
    Card card();

    /** Returns its order in the menu, lowest first. */
    int rank();

    /** Returns its text. */
    Text label();

    /** Returns the name of a Bootstrap icon, such as {@code calendar-plus}. */
    String icon();

    /** Returns the right that a user needs to see it. */
    Permission permission();

    /**
     * Returns the {@linkplain UiSettingsPage#path() path} of the bundle's page on which people can begin with it too, such as the list of what it
     * makes: the link that {@link ListLook#making} writes there leads to a page of the core that asks whom or which company it concerns, and from there on
     * to {@link #href}. Empty if it stands on cards only. The entries of both cards may name the same page.
     */
    default String page() {
        return "";
    }

    /** Returns where it leads: a path of this server, or {@code #id} for a place on the card. */
    String href(UiContext context);
}
