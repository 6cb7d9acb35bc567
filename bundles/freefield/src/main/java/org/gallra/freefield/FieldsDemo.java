package org.gallra.freefield;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactDirectory;
import org.gallra.api.demo.DemoContributor;
import org.gallra.api.freefield.FreeField;
import org.gallra.api.freefield.FreeFieldOwner;
import org.gallra.api.freefield.FreeFields;
import org.gallra.api.persistence.Database;
import org.gallra.freefield.FieldDraft.ChoiceDraft;
import org.gallra.freefield.FieldDraft.Words;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Switches the purpose on for the demo data set, and gives contacts and companies a few fields more. */
@Component
public final class FieldsDemo implements DemoContributor {

    private static final int BATCH = 1_000;

    private final FieldService service;
    private final FreeFields fields;
    private final Owners owners;
    private final ContactDirectory directory;
    private final Definitions definitions;
    private final Database database;

    /** Takes the services. */
    @Activate
    public FieldsDemo(
            @Reference FieldService service,
            @Reference FreeFields fields,
            @Reference Owners owners,
            @Reference ContactDirectory directory,
            @Reference Definitions definitions,
            @Reference Database database) {
        this.service = service;
        this.fields = fields;
        this.owners = owners;
        this.directory = directory;
        this.definitions = definitions;
        this.database = database;
    }

    @Override
    public int rank() {
        return 50;
    }

    @Override
    public void contribute(World world) {
        FreeFieldOwner contact = owners.find(Purpose.OWNER).orElse(null);
        FreeFieldOwner company = owners.find("company").orElse(null);
        if (contact == null || company == null) {
            return;
        }
        // for themselves: the values are checked against what is committed
        database.inNewTransaction(connection -> {
            service.switchOn(Purpose.ready());
            service.create(draft(
                    "contact",
                    FreeField.Type.MULTI,
                    "Intressen",
                    "Interests",
                    List.of("Golf", "Segling", "Musik", "Mat")));
            service.create(draft("company", FreeField.Type.INTEGER, "Antal anställda", "Employees", List.of()));
            service.create(
                    draft("company", FreeField.Type.LIST, "Kundklass", "Customer class", List.of("A", "B", "C")));
            return true;
        });
        definitions.changed();
        RandomGenerator random = world.random();
        Map<Map<String, @Nullable Object>, List<Long>> people = new HashMap<>();
        Set<CompanyId> companies = new TreeSet<>(java.util.Comparator.comparing(CompanyId::toString));
        var keys = directory.contactKeys(
                world.contacts().stream().map(Person::contact).toList());
        LocalDate today = LocalDate.ofInstant(world.now(), ZoneOffset.UTC);
        for (Person person : world.contacts()) {
            companies.add(person.company());
            Long key = keys.get(person.contact());
            if (key != null) {
                people.computeIfAbsent(ofPerson(random, today), k -> new ArrayList<>())
                        .add(key);
            }
        }
        people.remove(Map.<String, @Nullable Object>of());
        people.forEach((values, group) -> assign(contact, group, values));
        Map<Integer, List<Long>> sizes = new TreeMap<>();
        companies.forEach(id -> sizes.computeIfAbsent(random.nextInt(12), k -> new ArrayList<>())
                .add(directory.companyKey(id)));
        sizes.forEach((size, group) -> assign(
                company,
                group,
                Map.of("antal_anstallda", 3 << size, "kundklass", "abc".substring(size % 3, size % 3 + 1))));
    }

    /** One in twenty has no purpose yet. */
    private static Map<String, @Nullable Object> ofPerson(RandomGenerator random, LocalDate today) {
        Map<String, @Nullable Object> values = new TreeMap<>();
        int chance = random.nextInt(20);
        if (chance > 0) {
            values.put(
                    "purpose",
                    chance < 11 ? "customer" : chance < 17 ? "prospect" : chance < 19 ? "supplier" : "newsletter");
            values.put(
                    "next_review",
                    today.plusMonths(random.nextInt(12)).withDayOfMonth(1).toString());
        }
        if (chance % 4 == 0) {
            values.put(
                    "intressen",
                    List.of(List.of("golf", "segling", "musik", "mat").get(random.nextInt(4))));
        }
        return values;
    }

    private void assign(FreeFieldOwner owner, Collection<Long> records, Map<String, @Nullable Object> values) {
        List<Long> all = List.copyOf(records);
        for (int from = 0; from < all.size(); from += BATCH) {
            fields.assign(owner, all.subList(from, Math.min(all.size(), from + BATCH)), values);
        }
    }

    private static FieldDraft draft(String owner, FreeField.Type type, String sv, String en, List<String> choices) {
        return new FieldDraft(
                owner,
                type,
                new Words(sv, en),
                null,
                null,
                false,
                owner.equals("company"),
                owner.equals("contact"),
                null,
                null,
                choices.stream()
                        .map(c -> new ChoiceDraft(null, new Words(c, c), null, null, null, null))
                        .toList());
    }
}
