package org.gallra.api.personaldata;

import java.util.List;
import org.gallra.api.Text;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a bundle declared about a store that is no table.
 *
 * @param id the store's id, such as {@code acme.badges}
 * @param bundle the symbolic name of the bundle that declared it
 * @param label the name in the plural
 * @param kind what it is
 * @param mandatory whether every anonymization empties it
 * @param fields what its items hold, in the order of declaration; their columns are empty, their strategy is
 *     {@link Strategy#CLEAR}
 */
@ProviderType
public record StoreDeclaration(
        String id, String bundle, Text label, StoreKind kind, boolean mandatory, List<FieldDeclaration> fields) {

    /** Copies the list. */
    public StoreDeclaration {
        fields = List.copyOf(fields);
    }
}
