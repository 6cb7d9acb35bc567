package org.gallra.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.gallra.api.Page;
import org.gallra.api.freefield.FieldOrder.Run;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.contact.FreeValues.Keyed;
import org.gallra.testing.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pages come in the order of the list, whichever way they are looked up. */
class ListingTest {

    private static final int THINGS = 40;

    private static final Listing.Order BY_PLACE = Listing.Order.column("thing", "t", "place");

    /** Things without a wing stand behind the others. */
    private static Listing.Order byWing(boolean descending) {
        Run winged = new Run(
                SqlFragment.of("SELECT t.id AS k, t.wing AS place FROM thing t WHERE t.wing IS NOT NULL"), false);
        Run others = new Run(SqlFragment.of("SELECT t.id AS k, 'z' AS place FROM thing t WHERE t.wing IS NULL"), true);
        return new Listing.Order(
                SqlFragment.of(""),
                "CASE WHEN t.wing IS NULL THEN 'z' ELSE t.wing END",
                descending ? List.of(others, winged) : List.of(winged, others));
    }

    private static Listing.Order noIndex() {
        return new Listing.Order(SqlFragment.of(""), "t.place", List.of());
    }

    private static Listing<UUID> things(Kind kind, int counted, int walked) {
        return new Listing<>(
                kind,
                "SELECT t.*",
                SqlFragment.of("thing t"),
                "t",
                row -> new Keyed<>(row.getLong("id"), UUID.fromString(row.getString("public_id"))),
                rows -> rows.stream().map(Keyed::record).toList(),
                id -> id,
                new Listing.Reach(counted, walked));
    }

    @ParameterizedTest
    @EnumSource
    void eachWayGivesTheSamePages(Kind kind) {
        try (TestDatabase database = TestDatabase.of(kind, "contact")) {
            fill(database);
            for (String where : List.of(
                    " WHERE 1 = 1",
                    " WHERE t.id > 12",
                    " WHERE t.place > 'e'",
                    " WHERE t.place < 'c'",
                    " WHERE t.wing IS NULL",
                    " WHERE t.id = 7",
                    " WHERE 1 = 0")) {
                for (boolean down : List.of(false, true)) {
                    for (Listing.Order order : List.of(BY_PLACE, byWing(down), noIndex())) {
                        List<UUID> expected = sorted(database, where, order, down);
                        // few hits sorted; a walk that is long enough; one that soon gives up
                        for (int[] reach : List.of(new int[] {100, 100}, new int[] {3, 100}, new int[] {3, 5})) {
                            for (boolean broad : List.of(false, true)) {
                                assertThat(paged(database, things(kind, reach[0], reach[1]), order, down, where, broad))
                                        .as("%s by %s, down %s, reach %s, %s", where, order.value(), down, reach, broad)
                                        .isEqualTo(expected);
                            }
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void totalsAreExactUpToWhatIsCounted(Kind kind) {
        try (TestDatabase database = TestDatabase.of(kind, "contact")) {
            fill(database);
            for (boolean broad : List.of(false, true)) {
                Page<UUID> all = page(database, things(kind, THINGS, 5), BY_PLACE, false, " WHERE 1 = 1", null, broad);
                assertThat(all.total()).isEqualTo(THINGS);
                assertThat(all.totalCapped()).isFalse();
                Page<UUID> more =
                        page(database, things(kind, THINGS - 1, 5), BY_PLACE, false, " WHERE 1 = 1", null, broad);
                assertThat(more.total()).isEqualTo(THINGS - 1);
                assertThat(more.totalCapped()).isTrue();
                assertThat(page(database, things(kind, 10, 5), BY_PLACE, false, " WHERE 1 = 0", null, broad)
                                .total())
                        .isZero();
            }
        }
    }

    private static void fill(TestDatabase database) {
        database.inTransaction(connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute("CREATE TABLE thing (id BIGINT PRIMARY KEY, public_id VARCHAR(36) NOT NULL,"
                        + " place VARCHAR(20) NOT NULL, wing VARCHAR(20))");
            }
            try (var insert = connection.prepareStatement("INSERT INTO thing VALUES (?, ?, ?, ?)")) {
                for (int i = 0; i < THINGS; i++) {
                    insert.setLong(1, i);
                    insert.setString(2, new UUID(1, i).toString());
                    insert.setString(3, String.valueOf((char) ('a' + i * 7 % 9)));
                    insert.setString(4, i % 3 == 0 ? null : String.valueOf((char) ('a' + i % 4)));
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            return true;
        });
    }

    private static List<UUID> sorted(TestDatabase database, String where, Listing.Order order, boolean down) {
        String way = down ? " DESC" : "";
        return database.read(connection -> Rows.list(
                connection,
                SqlFragment.of("SELECT t.public_id FROM thing t" + where + " ORDER BY " + order.value() + way + ", t.id"
                        + way),
                row -> UUID.fromString(row.getString(1))));
    }

    private static List<UUID> paged(
            TestDatabase database, Listing<UUID> list, Listing.Order order, boolean down, String where, boolean broad) {
        List<UUID> items = new ArrayList<>();
        String cursor = null;
        do {
            Page<UUID> page = page(database, list, order, down, where, cursor, broad);
            items.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);
        return items;
    }

    private static Page<UUID> page(
            TestDatabase database,
            Listing<UUID> list,
            Listing.Order order,
            boolean down,
            String where,
            @Nullable String cursor,
            boolean broad) {
        Listing.Asked asked = new Listing.Asked("ORDER", order, down, 6, cursor, broad);
        return database.inTransaction(connection -> list.page(connection, asked, SqlFragment.of(where)));
    }
}
