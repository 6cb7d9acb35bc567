package org.gallra.api.ui;

import java.io.IOException;
import java.io.Writer;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A panel that a bundle adds to a page of the core. Register it as a service; it appears at the next rendering and is gone
 * when the service goes.
 *
 * <p>Drawn once per page, from a thread of the core with a time budget of 200 ms; everything else is asked once. What it
 * throws, an overrun, or more than 500,000 characters shows a small notice in its place and is noted under the bundle's name;
 * the page stays whole.
 */
@ConsumerType
public interface UiPanel {

    /** The places for panels. */
    @ProviderType
    enum Slot {
        /** The narrow left column of the contact card, below the details: what else is known of the person. */
        CONTACT_LEFT,
        /** The wide column of the contact card. */
        CONTACT_MAIN,
        /** The narrow right column of the contact card. */
        CONTACT_RIGHT,
        /** The narrow left column of the company card, below the details. */
        COMPANY_LEFT,
        /** The wide column of the company card. */
        COMPANY_MAIN,
        /** The narrow right column of the company card. */
        COMPANY_RIGHT,
        /**
         * The start page, which shows what waits for whoever looks. The context names neither contact nor company. A panel
         * that has nothing for this user writes nothing.
         */
        START
    }

    /** Returns where it goes. */
    Slot slot();

    /** Returns its order within the slot, lowest first; the core's are multiples of 100. */
    int rank();

    /** Returns its heading. */
    Text title();

    /** Returns the right that a user needs to see it. */
    default Permission permission() {
        return Permission.READ;
    }

    /**
     * Writes the panel's body as an HTML fragment, every value escaped; no scripts, no styles, no inline handlers: the
     * content security policy blocks them. A panel that writes nothing is left out with its heading.
     *
     * <p>What adds something is a {@code <details class="adds">} that comes first: its summary stands beside the heading.
     */
    void render(UiContext context, Writer out) throws IOException;
}
