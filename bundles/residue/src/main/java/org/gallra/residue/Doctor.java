package org.gallra.residue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.gallra.api.persistence.Database;
import org.gallra.api.residue.ResidueService.Setting;

/** Looks at the settings by which a database keeps copies of what was erased. */
interface Doctor {

    /** Returns the settings with what they are and should be. */
    List<Setting> look(Connection connection) throws SQLException;

    /** Returns the one who knows the product. */
    static Doctor of(Database.Kind kind) {
        return kind == Database.Kind.DERBY ? new DerbyDoctor() : new PostgresDoctor();
    }
}
