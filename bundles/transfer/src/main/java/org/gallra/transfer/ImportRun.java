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

    ImportRun(ImportPlan plan, Database database, ContactService contacts, CompanyService companies) {
        this.plan = plan;
        this.database = database;
        this.contacts = contacts;
        this.companies = companies;
    }

    /**
     * Writes the companies, then the people.
     *
     * @throws RuntimeException if the database fails: what was committed before stays
     */
    void write() {
        batches(
                plan.companies.stream().filter(PlannedCompany::mustBeWritten).toList(),
                this::write,
                (company, reason) -> company.failure = reason);
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
                refuse(person, failure);
            } else if (person.outcome != Outcome.SAME && person.outcome != Outcome.BAD) {
                writable.add(person);
            }
        }
        batches(writable, this::write, this::refuse);
    }

    private void refuse(PlannedPerson person, Text reason) {
        person.rows.forEach(row -> plan.refuse(row, reason));
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
            contacts.create(draft);
        } else {
            contacts.update(person.existing.id(), person.existing.version(), draft);
        }
    }

    private <T> void batches(List<T> all, Consumer<T> write, BiConsumer<T, Text> fail) {
        for (int from = 0; from < all.size(); from += BATCH) {
            List<T> batch = all.subList(from, Math.min(all.size(), from + BATCH));
            if (refusal(batch, write) != null) {
                for (T one : batch) {
                    Text reason = refusal(List.of(one), write);
                    if (reason != null) {
                        fail.accept(one, reason);
                    }
                }
            }
        }
    }

    /** Writes in one transaction; returns why nothing of it was written, or null if it was. */
    private <T> @Nullable Text refusal(List<T> batch, Consumer<T> write) {
        try {
            database.inTransaction(connection -> {
                batch.forEach(write);
                return batch.size();
            });
            return null;
        } catch (GallraException e) {
            return e.violations().isEmpty() ? e.text() : e.violations().get(0).text();
        } catch (StorageException e) {
            if (!e.constraintViolated() && !e.transientConflict()) {
                throw e;
            }
            return new Text(
                    "Databasen tog inte emot raden. Läs in filen igen om en stund.",
                    "The database did not take the row. Import the file again in a while.");
        }
    }

    /** Returns the counts after writing. */
    Map<Outcome, Long> counts() {
        return plan.counts();
    }
}
