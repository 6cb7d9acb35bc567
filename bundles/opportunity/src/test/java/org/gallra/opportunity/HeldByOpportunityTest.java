package org.gallra.opportunity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.testing.TestDatabase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HeldByOpportunityTest {

    private static List<Long> keys(TestDatabase database, SqlFragment query) {
        return database.inTransaction(connection -> Rows.list(
                connection,
                SqlFragment.of("SELECT DISTINCT b.k FROM (").append(query).append(") b (k, u) ORDER BY b.k"),
                row -> row.getLong(1)));
    }

    @ParameterizedTest
    @EnumSource
    void holdsWhoHasAnOpenOneIfThatIsSwitchedOn(Kind kind) {
        HeldByOpportunity off = new HeldByOpportunity(false);
        assertThat(off.contacts(kind, ErasureAction.DELETE, Instant.EPOCH)).isEmpty();
        assertThat(off.companies(kind, Instant.EPOCH)).isEmpty();
        HeldByOpportunity on = new HeldByOpportunity(true);
        try (TestDatabase database = TestDatabase.of(kind, "contact", "opportunity")) {
            String now = ", {ts '2026-01-01 00:00:00'}, {ts '2026-01-01 00:00:00'})";
            for (int i = 1; i <= Stage.values().length; i++) {
                String company =
                        "INSERT INTO company (public_id, version, name, name_key, search_key, created_at, changed_at)"
                                + " VALUES ('c" + i + "', 1, 'C', 'c', 'c'" + now;
                String contact =
                        "INSERT INTO contact (public_id, version, sort_key, search_key, created_at, changed_at)"
                                + " VALUES ('p" + i + "', 1, 'p', 'p'" + now;
                String opportunity =
                        "INSERT INTO opportunity (public_id, version, contact_id, company_id, stage, probability,"
                                + " currency, created_at, changed_at) VALUES ('o" + i + "', 1, " + i + ", " + i + ", '"
                                + Stage.values()[i - 1] + "', 1, 'SEK'" + now;
                for (String sql : List.of(company, contact, opportunity)) {
                    database.inTransaction(c -> c.createStatement().executeUpdate(sql));
                }
            }
            Long[] open = {1L, 2L, 3L, 4L}; // all but WON and LOST
            assertThat(keys(
                            database,
                            on.contacts(kind, ErasureAction.DELETE, Instant.EPOCH)
                                    .orElseThrow()))
                    .containsExactly(open);
            assertThat(keys(database, on.companies(kind, Instant.EPOCH).orElseThrow()))
                    .containsExactly(open);
        }
    }
}
