package org.gallra.register;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactDirectory;
import org.gallra.api.contact.ContactId;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.ErasureRequest;
import org.gallra.api.erasure.SinglingOut;
import org.gallra.api.persistence.Database;
import org.jspecify.annotations.Nullable;

/** Makes plans: stages the people, takes out who is held, and counts what the act would do. */
final class Planning {

    private static final Duration LIFE = Duration.ofHours(1);

    private final Surroundings around;
    private final Database database;
    private final ContactDirectory directory;
    private final Together together;

    Planning(Surroundings around, ContactDirectory directory, Together together) {
        this.around = around;
        this.database = around.database();
        this.directory = directory;
        this.together = together;
    }

    /**
     * A plan whose people are known.
     *
     * @param key the plan's key
     * @param contacts how many people there are
     * @param unknown how many of those who were asked for do not exist
     */
    private record Staged(long key, long contacts, long unknown) {}

    /** Makes a plan for a user, whose right to it is known; leaves nothing behind if it fails. */
    ErasurePlan plan(ErasureRequest request, String user) {
        RequestCheck.check(request);
        View view = around.view();
        Set<String> fields = Surroundings.fields(view, request.action(), request.fields());
        Instant now = around.now();
        Staged staged = database.inNewTransaction(connection -> stage(connection, view, request, user, now));
        boolean planned = false;
        try {
            ErasurePlan plan = plan(request, view, fields, staged, now);
            planned = true;
            return plan;
        } finally {
            if (!planned) {
                database.inNewTransaction(connection -> {
                    PlanStore.forget(connection, staged.key());
                    return true;
                });
            }
        }
    }

    private ErasurePlan plan(ErasureRequest request, View view, Set<String> fields, Staged staged, Instant now) {
        boolean companies = !request.companies().isEmpty();
        Blockers.Answer held = around.blockers().exclude(view, staged.key(), request.action(), companies, now);
        StoreCount counted = around.stored(view, staged.key(), request.action(), fields);
        PlanBody body = new Tally(view, around.kind(), request.action(), staged.key(), fields, companies)
                .count(
                        database,
                        together,
                        staged.contacts(),
                        new Tally.Beside(staged.unknown(), reason(request), counted, held));
        if (body.contacts() + body.companies() == 0 && body.excluded().isEmpty()) {
            throw nobody(request);
        }
        return database.inNewTransaction(
                connection -> complete(connection, request.action(), staged.key(), around.batches(body), body));
    }

    private ErasurePlan complete(Connection connection, ErasureAction action, long key, int batches, PlanBody body)
            throws SQLException {
        PlanStore.complete(connection, key, body.digest(action, key), batches, body);
        return PlanStore.lock(connection, around.kind(), key).plan();
    }

    private Staged stage(Connection connection, View view, ErasureRequest request, String user, Instant now)
            throws SQLException {
        PlanStore.forgetExpired(connection, now);
        long key = PlanStore.create(
                connection,
                UUID.randomUUID(),
                request.action(),
                user,
                request.selection() != null,
                now,
                now.plus(LIFE));
        Staging staging = new Staging(connection, around.kind(), key);
        if (request.filter() != null || request.selection() != null) {
            staging.widen();
        }
        Staged people = stage(staging, view, request, key);
        staging.analyze(people.contacts());
        return people;
    }

    private Staged stage(Staging staging, View view, ErasureRequest request, long key) throws SQLException {
        if (request.filter() != null) {
            return new Staged(key, staging.addContacts(directory.select(request.filter())), 0);
        }
        if (request.selection() != null) {
            return new Staged(key, staging.addContacts(request.selection()), 0);
        }
        if (!request.companies().isEmpty()) {
            List<CompanyId> ids = request.companies().stream().distinct().toList();
            Set<Long> keys = new TreeSet<>();
            for (CompanyId id : ids) {
                keys.add(directory.companyKey(id));
            }
            staging.addCompanies(keys);
            return new Staged(key, staging.addContactsOfCompanies(view), 0);
        }
        List<ContactId> ids = request.contacts().stream().distinct().toList();
        Map<ContactId, Long> keys = directory.contactKeys(ids);
        if (keys.isEmpty()) {
            throw ContactId.unknown();
        }
        return new Staged(key, staging.addContacts(new TreeSet<>(keys.values())), ids.size() - keys.size());
    }

    /** Returns whom a plan would single out still, in groups smaller than a limit. */
    SinglingOut singlingOut(StoredPlan stored, int limit) {
        return database.inNewTransaction(connection -> {
            StoredPlan found =
                    changeable(PlanStore.find(connection, stored.id()).orElse(stored));
            View view = around.view();
            PlanBody body = found.body();
            return new Standouts(view, around.kind(), found.key(), limit)
                    .count(
                            connection,
                            Act.of(view, around.kind(), found.action(), Choice.known(view, body.fields()), false),
                            found.digest(),
                            body.contacts());
        });
    }

    /** Counts a plan anew with exactly these measures against singling out. */
    ErasurePlan generalize(StoredPlan stored, Set<String> measures) {
        return database.inNewTransaction(connection -> {
            StoredPlan found = changeable(PlanStore.lock(connection, around.kind(), stored.key()));
            View view = around.view();
            PlanBody before = found.body();
            Set<String> fields = Choice.measured(view, before.fields(), measures);
            PlanBody body = new Tally(view, around.kind(), found.action(), found.key(), fields, false)
                    .count(
                            connection,
                            new Tally.Beside(
                                    before.unknown(),
                                    before.reason(),
                                    new StoreCount(before.stores(), List.of()),
                                    new Blockers.Answer(before.excluded(), before.gaps())));
            return complete(connection, found.action(), found.key(), found.batches(), body);
        });
    }

    /** Demands that a plan anonymizes and nobody ordered it yet. */
    private StoredPlan changeable(StoredPlan plan) {
        if (plan.action() != ErasureAction.ANONYMIZE
                || plan.state() != ErasurePlan.State.PLANNED
                || plan.expiresAt().isBefore(around.now())) {
            throw GallraException.conflict(new Text(
                    "Det går bara innan en anonymisering är beställd. Gör en ny förhandsgranskning.",
                    "That can be done only before an anonymization is ordered. Make a new preview."));
        }
        return plan;
    }

    private static @Nullable String reason(ErasureRequest request) {
        String reason = request.reason();
        return reason == null || reason.isBlank() ? null : reason.strip();
    }

    private static GallraException nobody(ErasureRequest request) {
        return request.filter() != null || request.selection() != null
                ? GallraException.invalid(
                        "filter", new Text("Ingen kontaktperson motsvarar filtret.", "No contact matches the filter."))
                : ContactId.unknown();
    }
}
