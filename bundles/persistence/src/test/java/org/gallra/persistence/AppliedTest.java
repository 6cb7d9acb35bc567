package org.gallra.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Set;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.gallra.api.persistence.Database;
import org.gallra.testing.TestDatabase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AppliedTest {

    private static final String BUNDLE = "com.acme.sample";

    @ParameterizedTest
    @EnumSource(Database.Kind.class)
    void whatHasRunIsRememberedWithItsContent(Database.Kind kind) throws Exception {
        try (TestDatabase db = TestDatabase.create(kind)) {
            Applied applied = new Applied(db.dataSource());
            assertThat(applied.tables(BUNDLE, "a")).as("an empty database").isNull();

            Migration.Result result = migrate(db);
            assertThat(result.tables()).containsExactly("sample_other", "sample_thing");
            assertThat(result.files()).containsExactly("db/sample/changelog.xml");
            applied.remember(BUNDLE, "a", result);

            assertThat(applied.tables(BUNDLE, "a")).isEqualTo(Set.of("sample_other", "sample_thing"));
            assertThat(applied.tables(BUNDLE, "b")).as("another content").isNull();
            assertThat(applied.tables("com.acme.other", "a"))
                    .as("another bundle")
                    .isNull();

            applied.remember(BUNDLE, "b", migrate(db));
            assertThat(applied.tables(BUNDLE, "b")).hasSize(2);
            assertThat(applied.tables(BUNDLE, "a")).as("what was before").isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(Database.Kind.class)
    void aChangeSetThatWasTakenBackRunsAgain(Database.Kind kind) throws Exception {
        try (TestDatabase db = TestDatabase.create(kind)) {
            Applied applied = new Applied(db.dataSource());
            applied.remember(BUNDLE, "a", migrate(db));
            db.inNewTransaction(c -> c.createStatement().executeUpdate("DELETE FROM databasechangelog WHERE id = '2'"));
            db.inNewTransaction(c -> c.createStatement().executeUpdate("DROP TABLE sample_other"));

            assertThat(applied.tables(BUNDLE, "a")).isNull();

            applied.remember(BUNDLE, "a", migrate(db));
            assertThat(applied.tables(BUNDLE, "a")).hasSize(2);
            db.inNewTransaction(c -> c.createStatement().executeUpdate("DROP TABLE databasechangelog"));
            assertThat(applied.tables(BUNDLE, "a"))
                    .as("Liquibase knows nothing")
                    .isNull();
        }
    }

    private static Migration.Result migrate(TestDatabase db) throws Exception {
        return new Migration(db.dataSource(), Clock.systemUTC())
                .run("db/sample/changelog.xml", new ClassLoaderResourceAccessor(AppliedTest.class.getClassLoader()));
    }
}
