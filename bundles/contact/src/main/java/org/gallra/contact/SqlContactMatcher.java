package org.gallra.contact;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.gallra.api.contact.Company;
import org.gallra.api.contact.CompanyDraft;
import org.gallra.api.contact.Contact;
import org.gallra.api.contact.ContactDraft;
import org.gallra.api.contact.ContactMatcher;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.suppression.Identifier;
import org.gallra.api.suppression.SuppressionList;
import org.gallra.contact.FreeValues.Keyed;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Finds contacts and companies by their indexed keys, a few hundred in one statement. */
@Component(service = ContactMatcher.class)
public final class SqlContactMatcher implements ContactMatcher {

    private static final int CHUNK = 200;

    private final Database database;
    private final SuppressionList list;
    private final FreeValues fields;

    /** Waits for the tables. */
    @Activate
    public SqlContactMatcher(
            @Reference Database database,
            @Reference SuppressionList list,
            @Reference FreeValues fields,
            @Reference(target = "(gallra.schema=org.gallra.contact)") SchemaReady schema) {
        this.database = database;
        this.list = list;
        this.fields = fields;
    }

    @Override
    public ContactDraft clean(ContactDraft draft) {
        return Drafts.clean(draft);
    }

    @Override
    public CompanyDraft clean(CompanyDraft draft) {
        return Drafts.clean(draft);
    }

    @Override
    public String nameKey(@Nullable String firstName, @Nullable String lastName) {
        return NameKey.person(firstName, lastName);
    }

    @Override
    public String orgNumberKey(@Nullable String orgNumber) {
        return OrgNumber.key(orgNumber);
    }

    @Override
    public List<Integer> erased(List<Entrance> entrances) {
        List<Set<Identifier>> had = new ArrayList<>();
        List<Set<Identifier>> entered = new ArrayList<>();
        Set<Identifier> all = new HashSet<>();
        for (Entrance entrance : entrances) {
            Contact existing = entrance.existing();
            had.add(existing == null ? Set.of() : Entrances.identifiers(existing.draft()));
            Set<Identifier> brought = Entrances.identifiers(entrance.draft());
            brought.removeAll(had.get(had.size() - 1));
            entered.add(brought);
            all.addAll(brought);
        }
        return database.read(connection -> {
            Set<Identifier> strangers = Entrances.strangers(connection, list.recognized(all, Set.of()));
            List<Integer> erased = new ArrayList<>();
            for (int i = 0; i < entered.size(); i++) {
                Set<Identifier> hers = new HashSet<>(entered.get(i));
                hers.retainAll(strangers);
                if (!hers.isEmpty() && !list.recognized(hers, had.get(i)).isEmpty()) {
                    erased.add(i);
                }
            }
            return erased;
        });
    }

    @Override
    public Map<String, List<Contact>> contactsByEmail(Collection<String> emails) {
        return contacts("c.email_key", emails, c -> Objects.requireNonNullElse(EmailKey.of(c.email()), ""));
    }

    @Override
    public Map<String, List<Contact>> contactsByName(Collection<String> nameKeys) {
        return contacts("c.sort_key", nameKeys, c -> NameKey.person(c.firstName(), c.lastName()));
    }

    @Override
    public Map<String, List<Company>> companiesByName(Collection<String> nameKeys) {
        return find(
                JpaCompanyService.SELECT + " WHERE co.name_key IN ",
                " ORDER BY co.id",
                nameKeys,
                JpaCompanyService::keyed,
                this::companies,
                c -> NameKey.name(c.name()));
    }

    @Override
    public Map<String, List<Company>> companiesByOrgNumber(Collection<String> orgNumberKeys) {
        return find(
                JpaCompanyService.SELECT + " WHERE co.org_number IN ",
                " ORDER BY co.id",
                orgNumberKeys.stream()
                        .flatMap(k -> OrgNumber.spellings(k).stream())
                        .toList(),
                JpaCompanyService::keyed,
                this::companies,
                c -> OrgNumber.key(c.orgNumber()));
    }

    private Map<String, List<Contact>> contacts(String column, Collection<String> keys, Function<Contact, String> key) {
        return find(
                ContactSql.COLUMNS + ContactSql.FROM + " WHERE " + column + " IN ",
                " AND c.anonymized_at IS NULL ORDER BY c.id",
                keys,
                JpaContactService::keyed,
                rows -> fields.read(ContactFields.OWNER, rows, Contact::with),
                key);
    }

    private List<Company> companies(List<Keyed<Company>> rows) {
        return fields.read(CompanyFields.OWNER, rows, Company::with);
    }

    private <T> Map<String, List<T>> find(
            String before,
            String after,
            Collection<String> keys,
            Rows.Reader<Keyed<T>> reader,
            Function<List<Keyed<T>>, List<T>> filled,
            Function<T, String> key) {
        List<String> distinct =
                keys.stream().filter(k -> !k.isEmpty()).distinct().toList();
        Map<String, List<T>> found = new HashMap<>();
        if (distinct.isEmpty()) {
            return found;
        }
        return database.read(connection -> {
            for (int from = 0; from < distinct.size(); from += CHUNK) {
                List<@Nullable Object> chunk =
                        new ArrayList<>(distinct.subList(from, Math.min(distinct.size(), from + CHUNK)));
                String marks = String.join(",", Collections.nCopies(chunk.size(), "?"));
                for (T row : filled.apply(
                        Rows.list(connection, new SqlFragment(before + "(" + marks + ")" + after, chunk), reader))) {
                    found.computeIfAbsent(key.apply(row), k -> new ArrayList<>())
                            .add(row);
                }
            }
            return found;
        });
    }
}
