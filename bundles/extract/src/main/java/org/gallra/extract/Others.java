package org.gallra.extract;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.gallra.api.contact.ContactDirectory;
import org.gallra.api.contact.ContactDirectory.Identifiers;
import org.gallra.api.contact.ContactDirectory.Ref;
import org.gallra.api.extract.ExtractOrder;
import org.gallra.api.extract.RegisterExtract;
import org.gallra.api.personaldata.FieldDeclaration;
import org.gallra.api.personaldata.FieldKind;
import org.gallra.api.personaldata.PersonalDataRegister.Row;
import org.jspecify.annotations.Nullable;

/**
 * The other people and the companies that the rows of one extract name: those who share a record, and colleagues at the
 * companies. Rows come out with companies by name and, unless the order says otherwise, with other people masked.
 */
final class Others {

    /** How many are looked for in texts; of companies with more people, the first. */
    private static final int MOST = 2_000;

    private final Set<Long> self;
    private final Map<Long, String> companies;
    private final Map<Long, String> names;
    private final @Nullable Masking masking;

    private Others(Set<Long> self, Map<Long, String> companies, Map<Long, String> names, @Nullable Masking masking) {
        this.self = self;
        this.companies = companies;
        this.names = names;
        this.masking = masking;
    }

    static Others of(ContactDirectory directory, List<Long> cards, ExtractOrder order, List<List<Row>> sections) {
        Set<Long> companies = new HashSet<>();
        Set<Long> sharers = new HashSet<>();
        for (List<Row> rows : sections) {
            for (Row row : rows) {
                Long company = row.company();
                if (company != null) {
                    companies.add(company);
                }
                sharers.addAll(row.otherContacts());
            }
        }
        Set<Long> self = Set.copyOf(cards);
        sharers.removeAll(self);
        Map<Long, String> firms = names(directory.companies(companies));
        if (order.othersShown()) {
            return new Others(self, firms, names(directory.contacts(sharers)), null);
        }
        Set<Long> keys = new HashSet<>(sharers);
        keys.addAll(self);
        List<Identifiers> all = directory.identifiers(keys, companies, MOST + keys.size());
        List<Identifiers> own = all.stream().filter(i -> self.contains(i.key())).toList();
        List<Identifiers> rest =
                all.stream().filter(i -> !self.contains(i.key())).toList();
        return new Others(self, firms, Map.of(), new Masking(own, rest, sharers, order.language()));
    }

    private static Map<Long, String> names(Map<Long, Ref> refs) {
        return refs.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        e -> Objects.requireNonNullElse(e.getValue().name(), "")));
    }

    /**
     * Returns a row as it is shown.
     *
     * @param contact whether it is the person's own card, where nothing but running text can be about others
     * @param part whether it is part of another record, which others may share
     */
    RegisterExtract.Row row(Row row, List<FieldDeclaration> fields, boolean contact, boolean part) {
        List<Long> sharers =
                row.otherContacts().stream().filter(key -> !self.contains(key)).toList();
        boolean shared = part || !sharers.isEmpty();
        Map<String, @Nullable Object> values = row.values();
        if (masking != null) {
            Map<String, @Nullable Object> shown = new LinkedHashMap<>(values);
            for (FieldDeclaration field : fields) {
                if (shown.get(field.id()) instanceof String text && (!contact || field.kind() == FieldKind.FREE_TEXT)) {
                    shown.put(field.id(), masking.mask(text, shared));
                }
            }
            values = shown;
        }
        List<String> others = new ArrayList<>();
        sharers.forEach(key -> {
            String name = names.get(key);
            if (name != null) {
                others.add(name);
            }
        });
        Collections.sort(others);
        return new RegisterExtract.Row(
                Collections.unmodifiableMap(values),
                row.company() == null ? null : companies.get(row.company()),
                sharers.size(),
                others);
    }

    /** Returns how much was masked so far. */
    long masked() {
        return masking == null ? 0 : masking.masked();
    }
}
