package org.gallra.api.ui;

import java.util.List;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a bundle adds to the search of the top bar: a group of hits. Register it as a service; it is asked from the next search
 * on and no longer when the service goes. The core's own groups, contacts and companies, come the same way.
 *
 * <p>It is asked while somebody types, from a thread of the core with a time budget of one second, so a search must be bounded
 * and should take less than 50 ms. What it throws, or an overrun, leaves the group empty with a notice that names the bundle.
 *
 * <p>The words are personal data more often than not: they are never logged, kept or put into an address. Records of contacts
 * whom the caller must not meet (restricted ones, GDPR article 18) are no hits.
 */
@ConsumerType
public interface UiSearch {

    /** Returns the order of the group, lowest first; contacts are 100, companies 200. */
    int rank();

    /** Returns the heading of the group. */
    Text title();

    /** Returns the right that a user needs to see it. */
    default Permission permission() {
        return Permission.READ;
    }

    /**
     * Finds what a user might mean.
     *
     * @param words what was typed, 2 to 200 characters, without blanks around it
     * @param most how many hits are shown, 1 to 50
     * @param context who searches and in which language; without contact and company
     * @return the best first, at most {@code most}; more are cut off
     */
    List<Hit> find(String words, int most, UiContext context);

    /**
     * Returns the address of a list of all hits, beginning with {@code /}, in which the words stand sealed or not at all; an
     * empty text if there is none.
     *
     * @param words as for {@link #find}
     */
    default String all(String words) {
        return "";
    }

    /** More are not counted. */
    int COUNTED = 1_000;

    /**
     * Returns how many hits the list of {@link #all} shows, at most {@link #COUNTED} + 1; -1 if nobody counts. Asked for the page of hits only,
     * together with {@link #find}.
     *
     * @param words as for {@link #find}
     */
    default long count(String words) {
        return -1;
    }

    /**
     * Something that was found. The core escapes all of it.
     *
     * @param label what it is called, 1 to 200 characters
     * @param detail what tells it from others of the same name, such as a company or a day; may be empty
     * @param href where it leads: a path of this server
     */
    @ProviderType
    record Hit(String label, String detail, String href) {}
}
