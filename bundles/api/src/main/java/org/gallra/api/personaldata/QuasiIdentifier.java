package org.gallra.api.personaldata;

import org.gallra.api.Text;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A column whose value, which an anonymization leaves, can single somebody out, see {@link SinglesOut}.
 *
 * @param id the record's id, a dot and the attribute's name; a request names it to have the measure taken
 * @param label its name
 * @param column the column
 * @param type the type of its values
 * @param nullable whether the column allows null, as declared
 * @param measure how it may be made coarser; KEEP if it may not
 * @param bucket the size for {@link Strategy#BUCKET}
 */
@ProviderType
public record QuasiIdentifier(
        String id, Text label, String column, ColumnType type, boolean nullable, Strategy measure, long bucket) {

    /** Tells whether the measure can be chosen. */
    public boolean offers() {
        return measure != Strategy.KEEP;
    }
}
