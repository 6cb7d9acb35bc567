package org.gallra.api.ui;

import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A page that a bundle adds to the settings or to the daily work, with an entry in the menu. Register it as a service; it appears at the next
 * rendering and is gone when the service goes, after which its address answers 410.
 *
 * <p>Drawn from a thread of the core with a time budget of three seconds, of which it should need a tenth; everything else is asked once. What it throws, an overrun,
 * or more than 500,000 characters shows a notice that names the bundle in the shell of the page.
 */
@ConsumerType
public interface UiSettingsPage {

    /**
     * Returns the last part of its address {@code /ui/settings/<symbolic name>/<path>}: lower case letters, digits and
     * hyphens; unique within the bundle.
     */
    String path();

    /** Returns its order in the menu, lowest first; the core's are multiples of 100. */
    int rank();

    /** Returns its heading, also the text of the menu's entry. */
    Text title();

    /** Returns the name of a Bootstrap icon, such as {@code lock-fill}. */
    String icon();

    /** Returns the right that a user needs to see the entry and the page. */
    default Permission permission() {
        return Permission.ADMINISTER;
    }

    /** The places in the menu. */
    @ProviderType
    enum Menu {
        /** Among the lists that are worked with every day. */
        WORK,
        /** Among the settings, which system administrators see. */
        SETTINGS,
        /** Among the settings, below the heading of data management: what becomes of people's data. */
        DATA,
        /** Among the settings, below the heading of security: what can be shown to others afterwards. */
        SECURITY,
        /** In the menu of whoever is logged in: what users set for themselves. */
        ACCOUNT
    }

    /** Returns where in the menu the entry stands. */
    default Menu menu() {
        return Menu.SETTINGS;
    }

    /**
     * Returns how many things on the page wait for somebody, shown beside the entry; 0 shows nothing. Asked for each page that
     * the menu stands on, with a time budget of 200 ms, and only for {@link Menu#WORK}: one look into an index, not more.
     */
    default long waiting() {
        return 0;
    }

    /**
     * Writes the page's body below its heading as an HTML fragment, by the rules of {@link UiPanel#render}.
     *
     * @param context {@code path} is the page's own address, without a query
     * @param parameters the query, the first value of each name; nothing personal belongs into it
     */
    void render(UiContext context, Map<String, String> parameters, Writer out) throws IOException;
}
