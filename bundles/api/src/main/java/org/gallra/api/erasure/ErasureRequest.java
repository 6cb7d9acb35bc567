package org.gallra.api.erasure;

import java.util.List;
import java.util.Set;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactFilter;
import org.gallra.api.contact.ContactId;
import org.gallra.api.persistence.SqlFragment;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Whom to forget and how. Exactly one of contacts, filter, companies and selection says whom.
 *
 * @param action anonymize or delete
 * @param contacts these contacts; at most 10,000; ids that do not exist are named in the plan
 * @param filter all contacts that match at the time of the plan; or null
 * @param companies these companies with all their contacts; only for {@link ErasureAction#DELETE}
 * @param selection all contacts whose keys a query with one column selects at the time of the plan, each once; or null
 * @param fields what to anonymize beside the mandatory fields: ids of fields, ids of records for all their fields, ids of
 *     stores, or
 *     {@code *} for everything; ids of what is declared as {@code @SinglesOut} take its measure, which {@code *} and a record do
 *     not. Ignored when deleting, where everything goes
 * @param reason why, for the receipt: at most 500 characters, no personal data; or null
 */
@ProviderType
public record ErasureRequest(
        ErasureAction action,
        List<ContactId> contacts,
        @Nullable ContactFilter filter,
        List<CompanyId> companies,
        @Nullable SqlFragment selection,
        Set<String> fields,
        @Nullable String reason) {

    /** Copies the collections. */
    public ErasureRequest {
        contacts = List.copyOf(contacts);
        companies = List.copyOf(companies);
        fields = Set.copyOf(fields);
    }

    /** Makes a request without a selection. */
    public ErasureRequest(
            ErasureAction action,
            List<ContactId> contacts,
            @Nullable ContactFilter filter,
            List<CompanyId> companies,
            Set<String> fields,
            @Nullable String reason) {
        this(action, contacts, filter, companies, null, fields, reason);
    }

    /** Returns a request for all contacts whose keys the query selects. */
    public static ErasureRequest selected(
            ErasureAction action, SqlFragment selection, Set<String> fields, @Nullable String reason) {
        return new ErasureRequest(action, List.of(), null, List.of(), selection, fields, reason);
    }

    /** Returns a request to anonymize these contacts. */
    public static ErasureRequest anonymize(List<ContactId> contacts, Set<String> fields) {
        return new ErasureRequest(ErasureAction.ANONYMIZE, contacts, null, List.of(), fields, null);
    }

    /** Returns a request to delete these contacts with everything tied to them. */
    public static ErasureRequest deleteContacts(List<ContactId> contacts) {
        return new ErasureRequest(ErasureAction.DELETE, contacts, null, List.of(), Set.of(), null);
    }

    /** Returns a request to delete these companies with everything tied to them. */
    public static ErasureRequest deleteCompanies(List<CompanyId> companies) {
        return new ErasureRequest(ErasureAction.DELETE, List.of(), null, companies, Set.of(), null);
    }
}
