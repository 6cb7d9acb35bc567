package org.gallra.api.request;

import java.util.Collection;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.contact.ContactId;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The register of what data subjects ask for, for those who carry out what was asked: a request is known by its number, such as
 * {@code 2026-014}. Thread-safe.
 */
@ProviderType
public interface SubjectRequests {

    /**
     * How urgent the open requests are.
     *
     * @param open how many are open
     * @param soon how many of them are due within a week, today included
     * @param overdue how many of them should have been answered by yesterday
     */
    @ProviderType
    record Load(long open, long soon, long overdue) {}

    /** Returns how urgent the open requests are. Checks no rights: it holds nothing about anybody. */
    Load load();

    /**
     * Refuses a number under which no open request of one of the contacts is kept, before something is done with them because of it.
     * Checks no rights: it is for services that do.
     *
     * @param contacts the person's cards, at most 10,000
     * @throws GallraException {@code INVALID} naming {@code request}
     */
    void require(String number, Collection<ContactId> contacts);

    /**
     * Notes that an erasure was planned because of an open request; once it is done, the request names its receipt. Checks no rights: it is for
     * services that do.
     *
     * @param plan the id of the plan
     * @throws GallraException {@code INVALID} naming {@code request}
     */
    void planned(String number, UUID plan);
}
