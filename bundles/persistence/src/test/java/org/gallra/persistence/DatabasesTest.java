package org.gallra.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.NoSuchElementException;
import org.gallra.api.persistence.Outage;
import org.gallra.api.persistence.StorageException;
import org.junit.jupiter.api.Test;

/** What is said of a database that gives no connection. */
class DatabasesTest {

    private static void assertAway(SQLException failure) {
        assertThat(Outage.of(failure)).contains(Outage.AWAY);
        assertThat(Outage.of(new StorageException("A statement", Databases.sqlState(failure))))
                .contains(Outage.AWAY);
    }

    @Test
    void aPoolThatIsUsedUpIsAnOutage() {
        assertAway(new SQLException(
                "Cannot get a connection, pool error Timeout waiting for idle object",
                new NoSuchElementException("Timeout waiting for idle object")));
    }

    @Test
    void aServerThatTakesNoMoreIsAnOutage() {
        assertAway(new SQLException(
                "Cannot create PoolableConnectionFactory", new SQLException("too many clients already", "53300")));
    }

    @Test
    void aMistakeOfOursIsNone() {
        SQLException failure = new SQLException("no such table", "42P01");
        assertThat(Outage.of(failure)).isEmpty();
        assertThat(Outage.of(new StorageException("A statement", Databases.sqlState(failure))))
                .isEmpty();
    }
}
