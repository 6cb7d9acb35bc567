package org.gallra.transfer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gallra.api.Text;
import org.gallra.api.transfer.ImportService.Issue;
import org.gallra.api.transfer.ImportService.Outcome;
import org.gallra.api.transfer.ImportService.PreviewRow;
import org.jspecify.annotations.Nullable;

/** What would happen to each row, and while it is run what did. */
final class ImportPlan {

    private static final Text ERASED = new Text(
            "Raderad tidigare: någon med den e-postadressen eller det numret har raderats eller anonymiserats. Raden tas inte"
                    + " med, om inte en systemadministratör väljer det och anger varför.",
            "Erased before: somebody with that e-mail address or number was erased or anonymized. The row is left out, unless a"
                    + " system administrator chooses to take it in and says why.");

    private static final Text RESTRICTED = new Text(
            "Personen finns redan, men uppgifterna är begränsade (GDPR artikel 18) och får inte ändras. Raden tas inte med. En"
                    + " systemadministratör kan se varför.",
            "The person is there already, but her data is restricted (GDPR article 18) and must not be changed. The row is left"
                    + " out. A system administrator can see why.");

    /** The rows in the order of the file. */
    final List<Entry> entries;

    final List<PlannedCompany> companies;
    final List<PlannedPerson> people;
    private final Outcome[] outcomes;
    private final @Nullable PlannedPerson[] personOf;
    private final @Nullable PlannedCompany[] companyOf;
    private final List<Issue> issues = new ArrayList<>();
    private final List<Issue> leftOut = new ArrayList<>();

    ImportPlan(
            List<Entry> entries,
            List<PlannedCompany> companies,
            List<PlannedPerson> people,
            @Nullable PlannedCompany[] companyOf) {
        this.entries = entries;
        this.companies = companies;
        this.people = people;
        this.companyOf = companyOf;
        this.outcomes = new Outcome[entries.size()];
        this.personOf = new @Nullable PlannedPerson[entries.size()];
        for (int i = 0; i < entries.size(); i++) {
            outcomes[i] = Outcome.BAD;
            issues.addAll(entries.get(i).issues());
        }
        for (PlannedPerson person : people) {
            for (int row : person.rows) {
                personOf[row] = person;
            }
        }
    }

    @Nullable
    PlannedCompany companyOf(int row) {
        return companyOf[row];
    }

    @Nullable
    PlannedPerson personOf(int row) {
        return personOf[row];
    }

    void outcome(int row, Outcome outcome) {
        outcomes[row] = outcome;
    }

    Outcome outcome(int row) {
        return outcomes[row];
    }

    /** Refuses a row after all. */
    void refuse(int row, Text reason) {
        outcomes[row] = Outcome.BAD;
        issues.add(new Issue(entries.get(row).line(), true, null, reason));
    }

    /** Leaves a row out because of whom it would bring back. */
    void leaveOut(int row) {
        outcomes[row] = Outcome.ERASED;
        leftOut.add(new Issue(entries.get(row).line(), true, null, ERASED));
    }

    /** Leaves a row out because nothing may be done with whom it is about. */
    void restricted(int row) {
        outcomes[row] = Outcome.RESTRICTED;
        issues.add(new Issue(entries.get(row).line(), true, null, RESTRICTED));
    }

    /** Takes in who was erased after all. */
    void admit() {
        for (PlannedPerson person : people) {
            if (person.erased) {
                outcomes[person.rows.get(0)] = person.outcome;
            }
        }
        leftOut.clear();
    }

    void issue(int row, @Nullable String field, Text reason) {
        issues.add(new Issue(entries.get(row).line(), false, field, reason));
    }

    /** Adds something about the file as a whole. */
    void issue(Issue issue) {
        issues.add(issue);
    }

    /** Returns everything there is to say, ordered by line. */
    List<Issue> issues() {
        return Stream.concat(issues.stream(), leftOut.stream())
                .sorted(Comparator.comparingLong(Issue::line))
                .toList();
    }

    Map<Outcome, Long> counts() {
        Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome, 0L);
        }
        for (Outcome outcome : outcomes) {
            counts.merge(outcome, 1L, Long::sum);
        }
        return counts;
    }

    long newCompanies() {
        return companies.stream()
                .filter(c -> c.existing == null && c.failure == null)
                .count();
    }

    PreviewRow preview(int row) {
        Entry entry = entries.get(row);
        PlannedPerson person = personOf[row];
        List<Text> changes = new ArrayList<>();
        if (outcomes[row] == Outcome.CHANGED) {
            if (person != null) {
                changes.addAll(person.changes);
            }
            PlannedCompany company = companyOf[row];
            if (company != null && firstOf(row, company)) {
                changes.addAll(company.changes);
            }
        }
        return new PreviewRow(
                entry.line(),
                outcomes[row],
                entry.shown().name(),
                entry.shown().company(),
                entry.shown().email(),
                changes);
    }

    /** Tells whether this row is the first one of its company. */
    private boolean firstOf(int row, PlannedCompany company) {
        for (int i = 0; i < row; i++) {
            if (companyOf[i] == company) {
                return false;
            }
        }
        return true;
    }
}
