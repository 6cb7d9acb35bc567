/** The pool of database connections that all bundles share within a transaction: why it is not the one of Pax JDBC says ADR-0078. */
@NullMarked
@HoldsNoPersonalData(
        sv = "Lånar ut förbindelser till databasen; ser ingenting av det som går i dem",
        en = "Lends connections to the database; looks at nothing that goes through them")
package org.gallra.pool;

import org.gallra.api.personaldata.HoldsNoPersonalData;
import org.jspecify.annotations.NullMarked;
