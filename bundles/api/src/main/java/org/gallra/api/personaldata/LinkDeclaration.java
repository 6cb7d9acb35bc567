package org.gallra.api.personaldata;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One way from a row to a contact, a company or its parent.
 *
 * @param kind where it leads
 * @param column the column that holds the key of contact, company or parent: of the record's own table, or of the join
 *     table for {@link Kind#CONTACT_JOIN} and {@link Kind#COMPANY_JOIN}
 * @param table the join table; only for the joins
 * @param row the join table's column with the key of the record's row; only for the joins
 * @param parent the id of the parent record; only for {@link Kind#PARENT}
 */
@ProviderType
public record LinkDeclaration(
        Kind kind,
        String column,
        @Nullable String table,
        @Nullable String row,
        @Nullable String parent) {

    /** Where a link leads. */
    @ProviderType
    public enum Kind {
        /** To a contact, by a column. */
        CONTACT,
        /** To a company, by a column. */
        COMPANY,
        /** To several contacts, by a join table: the record is shared. */
        CONTACT_JOIN,
        /** To several companies, by a join table. */
        COMPANY_JOIN,
        /** To the record that this one is a part of. */
        PARENT;

        /** Tells whether it leads to companies. */
        public boolean company() {
            return this == COMPANY || this == COMPANY_JOIN;
        }

        /** Tells whether it goes by a join table, so that the record can be shared. */
        public boolean join() {
            return this == CONTACT_JOIN || this == COMPANY_JOIN;
        }
    }
}
