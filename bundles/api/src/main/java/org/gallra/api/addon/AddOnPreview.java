package org.gallra.api.addon;

import java.util.List;
import org.gallra.api.Text;
import org.gallra.api.personaldata.RecordDeclaration;
import org.gallra.api.personaldata.StoreDeclaration;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a bundle that is not in service yet declares, and what would be otherwise with it.
 *
 * @param bundle its symbolic name
 * @param version its version
 * @param name its name for people
 * @param digest SHA-256 of the file, 64 hex digits: what was looked at is what is put into service
 * @param before the version that is in service or has left data behind, or null if there was none
 * @param nothing why it holds no personal data, or null if it does not say so
 * @param records the record types that it declares, in the order of the declaration
 * @param stores what it keeps beside tables, in the order of the declaration
 * @param migrates whether it makes or changes tables when it starts
 * @param changes what it declares otherwise than the version before; empty if there was none
 * @param left record types of the version before that it does not declare: their rows stay, and are reached as before
 * @param problems what keeps it from accounting for its data; with any, extracts and receipts would not be complete
 */
@ProviderType
public record AddOnPreview(
        String bundle,
        String version,
        Text name,
        String digest,
        @Nullable String before,
        @Nullable Text nothing,
        List<RecordDeclaration> records,
        List<StoreDeclaration> stores,
        boolean migrates,
        List<Text> changes,
        List<RecordDeclaration> left,
        List<Text> problems) {

    /** Copies what it takes. */
    public AddOnPreview {
        records = List.copyOf(records);
        stores = List.copyOf(stores);
        changes = List.copyOf(changes);
        left = List.copyOf(left);
        problems = List.copyOf(problems);
    }
}
