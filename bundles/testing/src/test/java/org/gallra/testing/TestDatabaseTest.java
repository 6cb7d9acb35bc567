package org.gallra.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.api.persistence.StorageException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TestDatabaseTest {

    @ParameterizedTest
    @EnumSource
    void migratesAndCommitsOrRollsBack(Kind kind) throws SQLException {
        try (TestDatabase database = TestDatabase.create(kind)) {
            database.migrate("db/testing/changelog.xml");
            database.inTransaction(c -> insert(c.createStatement(), "kept"));
            assertThatThrownBy(() -> database.inTransaction(c -> {
                        insert(c.createStatement(), "lost");
                        return database.inTransaction(
                                same -> same.createStatement().execute("SELECT nonsense"));
                    }))
                    .isInstanceOf(StorageException.class);
            assertThat(names(database)).isEqualTo("kept");
            try (Connection connection = database.dataSource().getConnection()) {
                assertThat(connection.getMetaData().getDatabaseProductName())
                        .containsIgnoringCase(kind == Kind.DERBY ? "derby" : "postgres");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNewTransactionSurvivesTheOuterOne(Kind kind) {
        try (TestDatabase database = TestDatabase.create(kind)) {
            database.migrate("db/testing/changelog.xml");
            assertThatThrownBy(() -> database.inTransaction(c -> {
                        database.inNewTransaction(inner -> insert(inner.createStatement(), "own"));
                        throw new IllegalStateException("outer");
                    }))
                    .hasMessage("outer");
            assertThat(names(database)).isEqualTo("own");
        }
    }

    @ParameterizedTest
    @EnumSource
    void testsThatAskForTheSameTablesGetOneEach(Kind kind) {
        try (TestDatabase one = TestDatabase.of(kind, "testing")) {
            one.inTransaction(c -> insert(c.createStatement(), "mine"));
            try (TestDatabase other = TestDatabase.of(kind, "testing")) {
                assertThat(names(other)).isEmpty();
                assertThat(names(one)).isEqualTo("mine");
            }
        }
    }

    private static int insert(Statement statement, String name) throws SQLException {
        return statement.executeUpdate("INSERT INTO thing (name) VALUES ('" + name + "')");
    }

    private static String names(TestDatabase database) {
        return database.read(c -> {
            try (ResultSet rows = c.createStatement().executeQuery("SELECT name FROM thing ORDER BY id")) {
                StringBuilder names = new StringBuilder();
                while (rows.next()) {
                    names.append(names.isEmpty() ? "" : ",").append(rows.getString(1));
                }
                return names.toString();
            }
        });
    }
}
