package org.gallra.api.contact;

import java.util.List;
import org.gallra.api.GallraException;
import org.gallra.api.Page;
import org.gallra.api.access.Permission;
import org.osgi.annotation.versioning.ProviderType;

/** Companies. Checks the caller's rights. Each change is one transaction. Thread-safe. */
@ProviderType
public interface CompanyService {

    /**
     * Creates a company. Needs {@link Permission#WRITE}.
     *
     * @throws GallraException {@code INVALID} naming each field that is wrong
     */
    Company create(CompanyDraft draft);

    /**
     * Returns a company. Needs {@link Permission#READ}.
     *
     * @throws GallraException {@code NOT_FOUND}
     */
    Company get(CompanyId id);

    /**
     * Replaces all values of a company. Needs {@link Permission#WRITE}.
     *
     * @param version the version that the change is based on
     * @throws GallraException {@code NOT_FOUND}, {@code INVALID}, {@code STALE} if the version is not the current one
     */
    Company update(CompanyId id, long version, CompanyDraft draft);

    /** Returns one page of companies. Needs {@link Permission#READ}. */
    Page<Company> list(CompanyQuery query);

    /** Returns the categories in use, in Swedish order, at most 200. Needs {@link Permission#READ}. */
    List<String> categories();

    /**
     * Returns the companies that somebody might mean who types: first those whose name begins with it, then those who hold each
     * word somewhere in name, registration number, e-mail, phone or town. Nothing is counted. Needs {@link Permission#READ}.
     *
     * @param text the words; nothing is found by an empty text
     * @param most how many at most, 1 to 200
     * @return in the order of names, twice; without free fields
     * @throws GallraException {@code INVALID} for a text of more than 200 characters
     */
    List<Company> find(String text, int most);
}
