package org.gallra.api.personaldata;

import org.gallra.api.Text;
import org.osgi.annotation.versioning.ProviderType;

/** What a store is that is no table. */
@ProviderType
public enum StoreKind {
    /** Files in a directory or a document system. */
    FILES("Filer", "Files"),
    /** A search index. */
    SEARCH_INDEX("Sökindex", "Search index"),
    /** A cache. */
    CACHE("Cache", "Cache"),
    /** A queue of jobs or messages. */
    QUEUE("Kö", "Queue"),
    /** A log. */
    LOG("Logg", "Log"),
    /** Settings of a person. */
    PREFERENCES("Inställningar", "Preferences"),
    /** Values derived from others, such as a score. */
    DERIVED("Härledda uppgifter", "Derived data"),
    /** A system of somebody else's. */
    EXTERNAL_SYSTEM("Externt system", "External system"),
    /** Anything else. */
    OTHER("Annat", "Other");

    private final Text label;

    StoreKind(String sv, String en) {
        this.label = new Text(sv, en);
    }

    /** Returns the name shown to people. */
    public Text label() {
        return label;
    }
}
