package org.gallra.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.gallra.api.GallraException;
import org.gallra.api.access.Role;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.view.ListViews.Draft;
import org.gallra.api.view.ListViews.Layout;
import org.gallra.api.view.ListViews.View;
import org.gallra.testing.TestDatabase;
import org.gallra.testing.TestUser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Views and layouts on both databases. */
class SqlListViewsTest {

    private static final class House implements AutoCloseable {
        final TestDatabase database;
        final TestUser ulf = new TestUser("ulf");
        final TestUser eva = new TestUser("eva");
        final SqlListViews ulfs;
        final SqlListViews evas;

        House(Kind kind) {
            database = TestDatabase.of(kind, "access", "views");
            for (String user : List.of("ulf", "eva")) {
                execute(
                        "INSERT INTO access_user (user_name, version, display_name, user_role, granted, password_hash, active,"
                                + " must_change, created_at) VALUES ('" + user
                                + "', 1, 'x', 'USER', '', 'x', TRUE, FALSE, {ts '2026-01-01 00:00:00'})");
            }
            ulfs = new SqlListViews(database, ulf, ulf);
            evas = new SqlListViews(database, eva, eva);
        }

        int execute(String sql) {
            return database.inTransaction(c -> c.createStatement().executeUpdate(sql));
        }

        long count(String table) {
            return database.inTransaction(c -> Rows.number(c, SqlFragment.of("SELECT COUNT(*) FROM " + table)));
        }

        @Override
        public void close() {
            database.close();
        }
    }

    private static Draft draft(String name, boolean shared, Map<String, String> query, String... columns) {
        return new Draft("contacts", name, shared, query, List.of(columns));
    }

    private static GallraException.@Nullable Code code(ThrowingCallable call) {
        GallraException refused = catchThrowableOfType(GallraException.class, call);
        return refused == null ? null : refused.code();
    }

    @ParameterizedTest
    @EnumSource
    void aViewIsItsOwnersUntilItIsShared(Kind kind) {
        try (House house = new House(kind)) {
            View mine = house.ulfs.create(draft(
                    "Örebro", false, Map.of("text", "Anna = Berg", "sort", "-changed", "city", " "), "title", "name"));
            assertThat(house.ulfs.list("contacts")).containsExactly(mine);
            assertThat(mine.query()).containsOnly(Map.entry("text", "Anna = Berg"), Map.entry("sort", "-changed"));
            assertThat(mine.columns()).containsExactly("title", "name");
            assertThat(house.ulfs.list("companies")).isEmpty();
            assertThat(house.evas.list("contacts")).isEmpty();
            assertThat(code(() -> house.evas.get(mine.id()))).isEqualTo(GallraException.Code.NOT_FOUND);
            assertThat(code(() -> house.ulfs.update(mine.id(), mine.version(), draft("Örebro", true, Map.of()))))
                    .isEqualTo(GallraException.Code.FORBIDDEN);
            assertThat(code(() -> house.ulfs.create(draft("Örebro", false, Map.of()))))
                    .as("the name is taken")
                    .isEqualTo(GallraException.Code.CONFLICT);

            house.ulf.become(Role.SYSTEM_ADMINISTRATOR);
            View shared = house.ulfs.update(
                    mine.id(), mine.version(), draft("Alla i Örebro", true, Map.of("city", "Örebro")));
            assertThat(code(() -> house.ulfs.update(mine.id(), mine.version(), draft("x", true, Map.of()))))
                    .isEqualTo(GallraException.Code.STALE);
            house.evas.create(draft("Zon", false, Map.of()));
            assertThat(house.evas.list("contacts")).extracting(View::name).containsExactly("Zon", "Alla i Örebro");
            assertThat(house.evas.get(shared.id()).mine()).isFalse();
            assertThat(code(() -> house.evas.delete(shared.id(), shared.version())))
                    .isEqualTo(GallraException.Code.FORBIDDEN);
            house.ulf.become(Role.USER);
            View renamed = house.ulfs.update(shared.id(), shared.version(), draft("Alla", true, Map.of()));
            assertThat(renamed.shared()).as("stays shared without the right").isTrue();
            house.eva.become(Role.SYSTEM_ADMINISTRATOR);
            house.evas.delete(shared.id(), renamed.version());
            assertThat(house.ulfs.list("contacts")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aListLooksAsItsUserChose(Kind kind) {
        try (House house = new House(kind)) {
            assertThat(house.ulfs.layout("contacts")).isEqualTo(Layout.NONE);
            house.ulfs.choose("contacts", List.of("email", "title", "email"));
            View view = house.ulfs.create(draft("Min", false, Map.of()));
            house.ulfs.open("contacts", view.id());
            assertThat(house.ulfs.layout("contacts")).isEqualTo(new Layout(List.of("email", "title"), view.id()));
            assertThat(house.evas.layout("contacts")).isEqualTo(Layout.NONE);
            assertThat(code(() -> house.evas.open("contacts", view.id()))).isEqualTo(GallraException.Code.NOT_FOUND);
            assertThat(code(() -> house.ulfs.open("companies", view.id()))).isEqualTo(GallraException.Code.NOT_FOUND);
            house.ulfs.choose("contacts", List.of());
            house.ulfs.delete(view.id(), view.version());
            assertThat(house.ulfs.layout("contacts")).isEqualTo(Layout.NONE);
            house.ulfs.open("companies", null);
            assertThat(house.ulfs.layout("companies")).isEqualTo(Layout.NONE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatCannotBeIsNamedAndAllGoesWithTheAccount(Kind kind) {
        try (House house = new House(kind)) {
            GallraException refused = catchThrowableOfType(
                    GallraException.class,
                    () -> house.ulfs.create(
                            new Draft("a b", " ", false, Map.of("x y", "1"), List.of("not, a column"))));
            assertThat(refused.violations())
                    .extracting(GallraException.Violation::field)
                    .containsExactlyInAnyOrder("list", "name", "query", "columns");
            assertThat(code(() -> house.ulfs.choose("contacts", List.of("a,b"))))
                    .isEqualTo(GallraException.Code.INVALID);
            assertThat(house.ulfs.list("a\0b")).isEmpty();
            assertThat(house.ulfs.layout("a\0b")).isEqualTo(Layout.NONE);
            assertThat(code(() -> house.ulfs.choose("a\0b", List.of()))).isEqualTo(GallraException.Code.NOT_FOUND);
            assertThat(code(() -> house.ulfs.create(
                            new Draft("contacts", "x", false, Map.of(), java.util.Arrays.asList("a", null)))))
                    .isEqualTo(GallraException.Code.INVALID);
            house.ulfs.create(draft("Min", false, Map.of()));
            house.ulfs.choose("contacts", List.of("email"));
            house.execute("DELETE FROM access_user WHERE user_name = 'ulf'");
            assertThat(house.count("saved_view")).isZero();
            assertThat(house.count("list_layout")).isZero();
        }
    }
}
