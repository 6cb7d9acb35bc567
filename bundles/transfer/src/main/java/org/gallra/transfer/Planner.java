package org.gallra.transfer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.contact.Company;
import org.gallra.api.contact.CompanyDraft;
import org.gallra.api.contact.Contact;
import org.gallra.api.contact.ContactDraft;
import org.gallra.api.contact.ContactId;
import org.gallra.api.contact.ContactMatcher;
import org.gallra.api.transfer.ImportService.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Decides for each row whether it is new, changed, the same or a duplicate.
 *
 * <p>The same person has the same address, or the same name at the same company, or the same name and number. Two people
 * are never made one: rows with different addresses stay apart, and so do people of different names with one address.
 */
final class Planner {

    private static final int CHUNK = 5_000;
    private static final Text COMPANY = new Text("Företag", "Company");

    private final ContactMatcher matcher;
    private final List<Entry> entries;
    private final List<PlannedCompany> companies = new ArrayList<>();
    private final Map<String, PlannedCompany> companiesByName = new HashMap<>();
    private final Map<String, PlannedCompany> companiesByOrg = new HashMap<>();
    private final List<PlannedPerson> people = new ArrayList<>();
    private final Map<String, List<PlannedPerson>> byEmail = new HashMap<>();
    private final Map<String, List<PlannedPerson>> byName = new HashMap<>();

    private Planner(List<Entry> entries, ContactMatcher matcher) {
        this.entries = entries;
        this.matcher = matcher;
    }

    static ImportPlan plan(List<Entry> entries, ContactMatcher matcher) {
        return new Planner(entries, matcher).plan();
    }

    private ImportPlan plan() {
        @Nullable PlannedCompany[] companyOf = new @Nullable PlannedCompany[entries.size()];
        for (int i = 0; i < entries.size(); i++) {
            CompanyDraft draft = entries.get(i).company();
            if (draft != null) {
                companyOf[i] = company(draft);
            }
        }
        findCompanies();
        List<Said> said = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            ContactDraft draft = entries.get(i).contact();
            if (draft != null) {
                person(i, draft, companyOf[i], said);
            }
        }
        findPeople(said);
        ImportPlan plan = new ImportPlan(entries, companies, people, companyOf);
        said.forEach(s -> plan.issue(s.row, s.field, s.reason));
        people.forEach(p -> decide(p, plan));
        findErased();
        for (int i = 0; i < entries.size(); i++) {
            outcome(i, plan);
        }
        return plan;
    }

    /** Something to be told about a row. */
    private record Said(int row, @Nullable String field, Text reason) {}

    private PlannedCompany company(CompanyDraft draft) {
        String name = matcher.nameKey(null, draft.name());
        String org = matcher.orgNumberKey(draft.orgNumber());
        PlannedCompany found = org.isEmpty() ? null : companiesByOrg.get(org);
        if (found == null) {
            PlannedCompany named = companiesByName.get(name);
            found = named != null && (org.isEmpty() || named.orgKey.isEmpty()) ? named : null;
        }
        if (found == null) {
            found = new PlannedCompany(draft, name, org);
            companies.add(found);
            companiesByName.putIfAbsent(name, found);
        } else {
            found.draft = Drafts.fill(found.draft, draft);
            found.orgKey = found.orgKey.isEmpty() ? org : found.orgKey;
        }
        if (!found.orgKey.isEmpty()) {
            companiesByOrg.put(found.orgKey, found);
        }
        return found;
    }

    private void findCompanies() {
        Map<String, List<Company>> byOrg = chunked(
                companies.stream().map(c -> c.orgKey).filter(k -> !k.isEmpty()).toList(),
                matcher::companiesByOrgNumber);
        Map<String, List<Company>> byKey =
                chunked(companies.stream().map(c -> c.nameKey).toList(), matcher::companiesByName);
        for (PlannedCompany company : companies) {
            List<Company> found = new ArrayList<>(byOrg.getOrDefault(company.orgKey, List.of()));
            byKey.getOrDefault(company.nameKey, List.of()).stream()
                    .filter(c -> company.orgKey.isEmpty()
                            || matcher.orgNumberKey(c.orgNumber()).isEmpty())
                    .forEach(found::add);
            if (found.isEmpty()) {
                continue;
            }
            Company existing = found.get(0);
            company.existing = existing;
            company.id = existing.id();
            CompanyDraft wanted = Drafts.over(existing.draft(), company.draft);
            if (matcher.nameKey(null, existing.name()).equals(company.nameKey)) {
                wanted = wanted.toBuilder().name(existing.name()).build();
            }
            if (matcher.orgNumberKey(existing.orgNumber()).equals(company.orgKey)) {
                wanted = wanted.toBuilder().orgNumber(existing.orgNumber()).build();
            }
            try {
                company.draft = matcher.clean(wanted);
            } catch (GallraException e) { // notes that grew too long
                company.draft = wanted.toBuilder().notes(existing.notes()).build();
            }
            company.changes = new ArrayList<>(Drafts.changes(existing.draft(), company.draft));
            company.changes.addAll(Drafts.changes(existing.freeFields(), company.draft.freeFields()));
        }
    }

    private void person(int row, ContactDraft draft, @Nullable PlannedCompany company, List<Said> said) {
        String name = matcher.nameKey(draft.firstName(), draft.lastName());
        String email = PlannedPerson.key(draft.email());
        PlannedPerson found = null;
        if (!email.isEmpty()) {
            List<PlannedPerson> same = byEmail.getOrDefault(email, List.of());
            found = best(same, p -> PlannedPerson.compatible(p.nameKey, name), p -> p.nameKey.equals(name) ? 1 : 0);
            if (found == null && !same.isEmpty()) {
                said.add(new Said(row, null, sharedAddress()));
            }
        }
        if (found == null && !name.isEmpty()) {
            found = best(
                    byName.getOrDefault(name, List.of()),
                    p -> !PlannedPerson.otherEmail(p.draft, draft)
                            && ((p.company == company && (company != null || !PlannedPerson.otherPhone(p.draft, draft)))
                                    || PlannedPerson.samePhone(p.draft, draft)),
                    p -> p.company == company ? 1 : 0);
        }
        if (found == null) {
            found = new PlannedPerson(draft, name, company);
            people.add(found);
            byName.computeIfAbsent(name, k -> new ArrayList<>()).add(found);
        } else {
            merge(found, row, draft, said);
        }
        if (!email.isEmpty()) {
            List<PlannedPerson> same = byEmail.computeIfAbsent(email, k -> new ArrayList<>());
            if (!same.contains(found)) {
                same.add(found);
            }
        }
        found.rows.add(row);
    }

    private void merge(PlannedPerson person, int row, ContactDraft draft, List<Said> said) {
        long first = entries.get(person.rows.get(0)).line();
        Map<Field, @Nullable String> values = Drafts.values(draft);
        ContactDraft merged = Drafts.fill(person.draft, draft);
        for (Field field : Drafts.conflicts(person.draft, draft)) {
            if (field == Field.MOBILE || field == Field.PHONE) {
                ContactDraft extra = ContactDraft.builder()
                        .notes(field.label.sv() + ": " + values.get(field))
                        .build();
                merged = Drafts.fill(merged, extra);
            } else {
                said.add(new Said(
                        row,
                        field.target,
                        new Text(
                                field.label.sv() + " skiljer sig från samma person på rad " + first
                                        + "; värdet där gäller.",
                                field.label.en() + " differs from the same person in line " + first
                                        + "; the value there holds.")));
            }
        }
        try {
            person.draft = matcher.clean(merged);
        } catch (GallraException e) { // notes that grew too long
            person.draft = merged.toBuilder().notes(person.draft.notes()).build();
            said.add(new Said(row, Field.NOTES.target, e.text()));
        }
    }

    private static <T> @Nullable T best(List<T> all, java.util.function.Predicate<T> fits, Function<T, Integer> score) {
        T best = null;
        for (T one : all) {
            if (fits.test(one) && (best == null || score.apply(one) > score.apply(best))) {
                best = one;
            }
        }
        return best;
    }

    /** First by address, then by name: a contact that an address claims is not taken by a name. */
    private void findPeople(List<Said> said) {
        Set<ContactId> claimed = new HashSet<>();
        Map<String, List<Contact>> found =
                chunked(people.stream().map(PlannedPerson::email).toList(), matcher::contactsByEmail);
        Map<PlannedPerson, Boolean> shared = new LinkedHashMap<>();
        claim(people, claimed, p -> found.getOrDefault(p.email(), List.of()), (p, c) -> {
            boolean compatible = PlannedPerson.compatible(p.nameKey, key(c));
            shared.merge(p, !compatible, Boolean::logicalAnd);
            return compatible;
        });
        List<PlannedPerson> rest = people.stream()
                .filter(p -> p.existing == null && !p.nameKey.isEmpty())
                .toList();
        Map<String, List<Contact>> named =
                chunked(rest.stream().map(p -> p.nameKey).toList(), matcher::contactsByName);
        claim(rest, claimed, p -> named.getOrDefault(p.nameKey, List.of()), this::sameByName);
        shared.forEach((person, other) -> {
            if (other && person.existing == null) {
                said.add(new Said(person.rows.get(0), null, sharedAddress()));
            }
        });
    }

    private void claim(
            List<PlannedPerson> wanting,
            Set<ContactId> claimed,
            Function<PlannedPerson, List<Contact>> candidates,
            BiPredicate<PlannedPerson, Contact> fits) {
        for (int exact = 1; exact >= 0; exact--) {
            for (PlannedPerson person : wanting) {
                boolean wantsExact = exact == 1;
                Contact found = person.existing != null
                        ? null
                        : best(
                                candidates.apply(person),
                                c -> !claimed.contains(c.id())
                                        && fits.test(person, c)
                                        && (!wantsExact || key(c).equals(person.nameKey)),
                                c -> score(person, c));
                if (found != null) {
                    person.existing = found;
                    claimed.add(found.id());
                }
            }
        }
    }

    private String key(Contact contact) {
        return matcher.nameKey(contact.firstName(), contact.lastName());
    }

    private boolean sameByName(PlannedPerson person, Contact contact) {
        ContactDraft there = contact.draft();
        if (PlannedPerson.samePhone(person.draft, there)) {
            return true;
        }
        PlannedCompany company = person.company;
        if (company == null) {
            return contact.company() == null
                    && !PlannedPerson.otherEmail(person.draft, there)
                    && !PlannedPerson.otherPhone(person.draft, there);
        }
        return company.id != null && company.id.equals(contact.company());
    }

    private static int score(PlannedPerson person, Contact contact) {
        boolean sameCompany = person.company == null
                ? contact.company() == null
                : person.company.id != null && person.company.id.equals(contact.company());
        return (PlannedPerson.key(contact.email()).equals(person.email()) ? 8 : 0)
                + (sameCompany ? 4 : 0)
                + (PlannedPerson.samePhone(person.draft, contact.draft()) ? 2 : 0)
                + (PlannedPerson.otherPhone(person.draft, contact.draft()) ? 0 : 1)
                // of two cards that fit, the one that can be written
                - (contact.restricted() ? 16 : 0);
    }

    private void decide(PlannedPerson person, ImportPlan plan) {
        Contact existing = person.existing;
        if (existing == null) {
            person.outcome = Outcome.NEW;
            return;
        }
        if (existing.restricted()) {
            // nothing of that contact may be seen here, not even what would change
            person.outcome = Outcome.RESTRICTED;
            return;
        }
        ContactDraft wanted = Drafts.over(existing.draft(), person.draft);
        try {
            person.draft = matcher.clean(wanted);
        } catch (GallraException e) { // notes that grew too long
            person.draft = wanted.toBuilder().notes(existing.notes()).build();
            plan.issue(person.rows.get(0), Field.NOTES.target, e.text());
        }
        List<Text> changes = new ArrayList<>(Drafts.changes(existing.draft(), person.draft));
        changes.addAll(Drafts.changes(existing.freeFields(), person.draft.freeFields()));
        PlannedCompany company = person.company;
        if (company != null && (company.id == null || !company.id.equals(existing.company()))) {
            changes.add(COMPANY);
        }
        person.changes = changes;
        person.outcome = changes.isEmpty() ? Outcome.SAME : Outcome.CHANGED;
    }

    private void findErased() {
        List<PlannedPerson> written =
                people.stream().filter(PlannedPerson::written).toList();
        for (int from = 0; from < written.size(); from += CHUNK) {
            List<PlannedPerson> chunk = written.subList(from, Math.min(written.size(), from + CHUNK));
            matcher.erased(chunk.stream()
                            .map(p -> new ContactMatcher.Entrance(p.draft, p.existing))
                            .toList())
                    .forEach(i -> chunk.get(i).erased = true);
        }
    }

    private void outcome(int row, ImportPlan plan) {
        PlannedPerson person = plan.personOf(row);
        PlannedCompany company = plan.companyOf(row);
        boolean firstMention = company != null && !company.told;
        boolean companyIsNew = company != null && firstMention && company.existing == null;
        boolean companyChanges = company != null && firstMention && !company.changes.isEmpty();
        if (company != null) {
            company.told = true;
        }
        if (entries.get(row).refused()) {
            plan.outcome(row, Outcome.BAD);
        } else if (person == null) {
            plan.outcome(
                    row,
                    companyIsNew
                            ? Outcome.NEW
                            : companyChanges ? Outcome.CHANGED : firstMention ? Outcome.SAME : Outcome.DUPLICATE);
        } else if (person.rows.get(0) != row) {
            plan.outcome(row, Outcome.DUPLICATE);
        } else if (person.outcome == Outcome.RESTRICTED) {
            plan.restricted(row);
        } else if (person.erased) {
            plan.leaveOut(row);
        } else {
            boolean changed = person.outcome == Outcome.SAME && companyChanges;
            plan.outcome(row, changed ? Outcome.CHANGED : person.outcome);
        }
    }

    private static Text sharedAddress() {
        return new Text(
                "Någon med ett annat namn har samma e-postadress. Raden togs som en egen person.",
                "Somebody of another name has the same e-mail address. The row was taken as a person of its own.");
    }

    private static <T> Map<String, List<T>> chunked(
            Collection<String> keys, Function<Collection<String>, Map<String, List<T>>> find) {
        List<String> distinct = new ArrayList<>(new LinkedHashSet<>(keys));
        distinct.removeIf(String::isEmpty);
        Map<String, List<T>> found = new HashMap<>();
        for (int from = 0; from < distinct.size(); from += CHUNK) {
            found.putAll(find.apply(distinct.subList(from, Math.min(distinct.size(), from + CHUNK))));
        }
        return found;
    }
}
