/** The data source, its transactions, and the migration of every bundle's tables. */
@NullMarked
@HoldsNoPersonalData(
        sv = "Har inga egna tabeller utom Liquibase logg över schemaändringar",
        en = "Has no tables of its own but Liquibase's log of schema changes")
package org.gallra.persistence;

import org.gallra.api.personaldata.HoldsNoPersonalData;
import org.jspecify.annotations.NullMarked;
