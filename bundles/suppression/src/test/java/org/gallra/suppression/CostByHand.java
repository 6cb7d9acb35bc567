package org.gallra.suppression;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.ErasureRequest;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.personaldata.Recognition;
import org.gallra.api.suppression.Identifier;
import org.gallra.suppression.ListAdministration.Wanted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the list costs a bulk run: {@code ./mvnw -pl bundles/suppression test -Dtest=CostByHand}. Not part of the build, which
 * measures no time; the build counts statements.
 */
class CostByHand {

    private static final int PEOPLE = 20_000;
    private static final int ROUNDS = 5;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private static void fill(House house, int round) {
        house.execute("TRUNCATE activity, contact, contact_restriction, erasure_subject, erasure_debt");
        house.execute(
                "INSERT INTO contact (public_id, version, first_name, last_name, sort_key, search_key, title, email,"
                        + " email_key, mobile, phone, notes, created_at, changed_at) SELECT gen_random_uuid(), 1, 'Anna', 'Berg' || n,"
                        + " 'berg' || n, 'anna berg' || n, 'Chef', 'anna" + round
                        + ".berg' || n || '@example.se', 'anna" + round
                        + ".berg' || n || '@example.se', '+4670" + round + "' || lpad(n::text, 6, '0'), '+468" + round
                        + "' || lpad(n::text, 6, '0'), repeat('anteckning ', 10), now(), now() FROM generate_series(1, "
                        + PEOPLE
                        + ") n");
        house.execute(
                "INSERT INTO activity (public_id, version, contact_id, kind, subject, notes, created_at, changed_at)"
                        + " SELECT gen_random_uuid(), 1, c.id, 'CALL', 'Samtal med ' || c.last_name, repeat('om affären ', 14), now(),"
                        + " now() FROM contact c, generate_series(1, 3) WHERE c.anonymized_at IS NULL");
        house.execute("ANALYZE");
    }

    private static void parts(House house) {
        for (int i = 0; i < 4; i++) {
            house.database.inTransaction(connection -> {
                long start = System.nanoTime();
                List<Identifier> read = new ArrayList<>();
                Rows.list(
                        connection,
                        SqlFragment.of("SELECT email, mobile, phone FROM contact WHERE anonymized_at IS NULL"),
                        row -> read.add(new Identifier(Recognition.EMAIL, row.getString(1)))
                                && read.add(new Identifier(Recognition.PHONE, row.getString(2)))
                                && read.add(new Identifier(Recognition.PHONE, row.getString(3))));
                long selected = System.nanoTime();
                Object hashes = new Hashes(new byte[32]).of(read);
                long hashed = System.nanoTime();
                house.list.prepare(read, house.list.today()).write(connection);
                long added = System.nanoTime();
                System.out.println(read.size() + " read in " + (selected - start) / 1_000_000 + ", hashed in "
                        + (hashed - selected) / 1_000_000 + ", hashed and added in " + (added - hashed) / 1_000_000
                        + " ms " + (hashes == null));
                connection.rollback();
                return true;
            });
        }
    }

    @Test
    void aBulkRunWithTheListAndWithoutIt() {
        try (House house = House.create(Kind.POSTGRESQL, folder, 10_000)) {
            List<Long> with = new ArrayList<>();
            List<Long> without = new ArrayList<>();
            house.list.requireReady();
            for (int round = 0; round < ROUNDS + 1; round++) {
                boolean on = round % 2 == 0;
                house.administration.change(round + 1, new Wanted(on ? Reaction.ASK : Reaction.OFF, 5));
                fill(house, round);
                ErasurePlan plan = house.local
                        .engine()
                        .plan(ErasureRequest.selected(
                                ErasureAction.ANONYMIZE,
                                SqlFragment.of("SELECT c.id FROM contact c WHERE c.anonymized_at IS NULL"),
                                Set.of("*"),
                                "cost"));
                long before = System.nanoTime();
                ErasurePlan done = house.execute(plan);
                long millis = (System.nanoTime() - before) / 1_000_000;
                System.out.println(
                        (on ? "with    " : "without ") + done.state() + " " + plan.contacts() + " " + millis + " ms");
                if (round > 1) {
                    (on ? with : without).add(millis);
                }
            }
            fill(house, 9);
            house.administration.change(ROUNDS + 2, new Wanted(Reaction.ASK, 5));
            parts(house);
            with.sort(null);
            without.sort(null);
            System.out.println("medians: with " + with.get(with.size() / 2) + ", without "
                    + without.get(without.size() / 2) + ", entries "
                    + house.administration.state().entries());
        }
    }
}
