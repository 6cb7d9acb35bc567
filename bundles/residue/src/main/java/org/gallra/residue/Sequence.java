package org.gallra.residue;

import java.sql.Connection;
import java.sql.SQLException;

/** The steps by which one database product loses its residue. Every method has a connection that commits by itself. */
interface Sequence {

    /** Returns how many steps there are for so many tables. */
    int steps(int tables);

    /** Writes one table anew; the table may be gone. Returns false if it could not be done and has to be tried again. */
    boolean table(Connection connection, String table, Log log) throws SQLException;

    /** Does what is about the whole database, after the tables. Returns false as above. */
    boolean database(Connection connection, Log log) throws SQLException;

    /** Takes note of a step that is over. */
    interface Log {

        /** Takes note. */
        void add(Done done);
    }
}
