package org.gallra.api.erasure;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.contact.ContactFilter;
import org.gallra.api.contact.ContactId;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.personaldata.FieldDeclaration;
import org.gallra.api.personaldata.QuasiIdentifier;
import org.gallra.api.personaldata.StoreKind;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Anonymizes contacts for good. For system administrators only (PRIVACY.md rules 7 to 24). Refuses every call as long as
 * one of the seven mandatory fields is not declared mandatory by the bundle that holds it. Thread-safe.
 */
@ProviderType
public interface AnonymizationService {

    /**
     * One group of the dialog: what can be chosen of one record type, or a store that can be chosen as a whole.
     *
     * @param record the record's or the store's id
     * @param label its name
     * @param bundle the bundle that declared it
     * @param departed whether that bundle is uninstalled
     * @param store what the store is; null for a record type
     * @param fields its personal fields; the mandatory ones cannot be left out, those of strategy KEEP cannot be chosen
     * @param measures what can be done against singling out, chosen by id; nothing else chooses it
     */
    @ProviderType
    record Category(
            String record,
            Text label,
            String bundle,
            boolean departed,
            @Nullable StoreKind store,
            List<FieldDeclaration> fields,
            List<QuasiIdentifier> measures) {}

    /** Returns what can be chosen: the contact first, then by bundle and record id. */
    List<Category> categories();

    /**
     * Makes a plan; changes nothing.
     *
     * @param contacts these contacts, or empty if a filter is given
     * @param filter all contacts that match, or null
     * @param fields ids of fields, records or stores, or {@code *}; the mandatory ones are added
     * @param reason why, at most 500 characters and no personal data, or null
     * @throws GallraException as {@link ErasureEngine#plan}
     */
    ErasurePlan plan(
            List<ContactId> contacts, @Nullable ContactFilter filter, Set<String> fields, @Nullable String reason);

    /**
     * Makes a plan for the contacts that a query selects, as rules do; changes nothing.
     *
     * @param selection a query with one column: the keys of the contacts, each once
     * @param fields as above
     * @param reason as above
     * @throws GallraException as {@link ErasureEngine#plan}
     */
    ErasurePlan plan(SqlFragment selection, Set<String> fields, @Nullable String reason);

    /**
     * Counts what a plan leaves that can single somebody out, as {@link ErasureEngine#singlingOut}.
     *
     * @param limit the smallest group that is large enough, or null for the one that is configured, 3 by default
     */
    SinglingOut singlingOut(UUID plan, @Nullable Integer limit);

    /** Counts a plan anew with measures against singling out, as {@link ErasureEngine#generalize}. */
    ErasurePlan generalize(UUID plan, Set<String> measures);

    /** Returns a plan of this service; {@code NOT_FOUND} for every other. */
    ErasurePlan get(UUID plan);

    /** Executes a plan as {@link ErasureEngine#execute}. */
    ErasurePlan execute(UUID plan, String digest, boolean acceptGaps);
}
