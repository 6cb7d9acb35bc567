package org.gallra.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.contact.CompanyService;
import org.gallra.api.contact.ContactDraft;
import org.gallra.api.contact.ContactService;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.StorageException;
import org.gallra.api.suppression.Readmission;
import org.gallra.api.transfer.ImportService.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Writes a plan in batches of one transaction each. A batch that fails is written again one by one, so that a row that
 * cannot be written costs only itself.
 */
final class ImportRun {

    private static final int BATCH = 100;

    private final ImportPlan plan;
    private final Database database;
    private final ContactService contacts;
    private final CompanyService companies;
    private final @Nullable Readmission readmission;

    /**
     * Takes what it needs.
     *
     * @param readmission why people who were erased are taken in, or null to leave them out
     */
    ImportRun(
            ImportPlan plan,
            Database database,
            ContactService contacts,
            CompanyService companies,
            @Nullable Readmission readmission) {
        this.plan = plan;
        this.database = database;
        this.contacts = contacts;
        this.companies = companies;
        this.readmission = readmission;
    }

    /**
     * Why something was not written.
     *
     * @param reason in words
     * @param erased whether because of somebody who was erased
     */
    private record Refusal(Text reason, boolean erased) {}

    /**
     * Writes the companies, then the people.
     *
     * @throws RuntimeException if the database fails: what was committed before stays
     */
    void write() {
        if (readmission != null) {
            plan.admit();
        }
        batches(
                plan.companies.stream().filter(PlannedCompany::mustBeWritten).toList(),
                this::write,
                (company, refusal) -> company.failure = refusal.reason());
        for (int row = 0; row < plan.entries.size(); row++) {
            PlannedCompany company = plan.companyOf(row);
            if (company != null && company.failure != null && plan.personOf(row) == null) {
                plan.refuse(row, company.failure);
            }
        }
        List<PlannedPerson> writable = new ArrayList<>();
        for (PlannedPerson person : plan.people) {
            Text failure = person.company == null ? null : person.company.failure;
            if (failure != null) {
                refuse(person, new Refusal(failure, false));
            } else if (person.written() && (!person.erased || readmission != null)) {
                writable.add(person);
            }
        }
        batches(writable, this::write, this::refuse);
    }

    private void refuse(PlannedPerson person, Refusal refusal) {
        if (refusal.erased()) {
            plan.leaveOut(person.rows.get(0)); // erased while the file was looked at, or never to be let in
        } else {
            person.rows.forEach(row -> plan.refuse(row, refusal.reason()));
        }
    }

    private void write(PlannedCompany company) {
        company.id = company.existing == null
                ? companies.create(company.draft).id()
                : companies
                        .update(company.existing.id(), company.existing.version(), company.draft)
                        .id();
    }

    private void write(PlannedPerson person) {
        ContactDraft draft = person.company == null
                ? person.draft
                : person.draft.toBuilder()
                        .company(Objects.requireNonNull(person.company.id))
                        .build();
        if (person.existing == null) {
            contacts.create(draft, readmission);
        } else {
            contacts.update(person.existing.id(), person.existing.version(), draft, readmission);
        }
    }

    private <T> void batches(List<T> all, Consumer<T> write, BiConsumer<T, Refusal> fail) {
        for (int from = 0; from < all.size(); from += BATCH) {
            List<T> batch = all.subList(from, Math.min(all.size(), from + BATCH));
            if (refusal(batch, write) != null) {
                for (T one : batch) {
                    Refusal refusal = refusal(List.of(one), write);
                    if (refusal != null) {
                        fail.accept(one, refusal);
                    }
                }
            }
        }
    }

    /** Writes in one transaction; returns why nothing of it was written, or null if it was. */
    private <T> @Nullable Refusal refusal(List<T> batch, Consumer<T> write) {
        try {
            database.inTransaction(connection -> {
                batch.forEach(write);
                return batch.size();
            });
            return null;
        } catch (GallraException e) {
            return new Refusal(
                    e.violations().isEmpty() ? e.text() : e.violations().get(0).text(),
                    e.code() == GallraException.Code.ERASED_PERSON);
        } catch (StorageException e) {
            if (!e.constraintViolated() && !e.transientConflict()) {
                throw e;
            }
            return new Refusal(
                    new Text(
                            "Databasen tog inte emot raden. Läs in filen igen om en stund.",
                            "The database did not take the row. Import the file again in a while."),
                    false);
        }
    }

    /** Returns the counts after writing. */
    Map<Outcome, Long> counts() {
        return plan.counts();
    }
}
