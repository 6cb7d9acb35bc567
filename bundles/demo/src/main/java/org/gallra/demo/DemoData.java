package org.gallra.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.gallra.api.access.UserService.User;
import org.gallra.api.contact.Company;
import org.gallra.api.contact.CompanyService;
import org.gallra.api.contact.Contact;
import org.gallra.api.contact.ContactService;
import org.gallra.api.demo.DemoContributor;
import org.gallra.api.demo.DemoContributor.Person;
import org.gallra.api.demo.DemoContributor.World;

/** Fills an empty database through the services: companies, contacts, then what each contributor adds. */
final class DemoData {

    private static final long SEED = 20_261_101;

    private final CompanyService companies;
    private final ContactService contacts;
    private final BooleanSupplier stopped;

    DemoData(CompanyService companies, ContactService contacts, BooleanSupplier stopped) {
        this.companies = companies;
        this.contacts = contacts;
        this.stopped = stopped;
    }

    /** Returns how many contacts there are now. */
    int fill(int numberOfCompanies, int numberOfContacts, List<DemoContributor> contributors, Instant now) {
        List<String> owners = DemoUsers.ALL.stream()
                .limit(2) // the reader owns nothing
                .map(User::userName)
                .toList();
        Random random = new Random(SEED);
        Invention invention = new Invention(random, owners);
        List<Company> firms = new ArrayList<>();
        for (int i = 0; i < numberOfCompanies; i++) {
            goOn();
            firms.add(companies.create(invention.company()));
        }
        List<Person> people = new ArrayList<>();
        for (int i = 0; i < numberOfContacts; i++) {
            goOn();
            // a few firms have many contacts, most have a handful
            double skewed = random.nextDouble() * random.nextDouble();
            Company firm = firms.get(i < numberOfCompanies ? i : (int) (skewed * numberOfCompanies));
            Contact contact = contacts.create(invention.contact(firm));
            people.add(new Person(contact.id(), firm.id(), contact.displayName()));
        }
        World world = new World(List.copyOf(people), random, now, owners);
        contributors.stream()
                .sorted(Comparator.comparingInt(DemoContributor::rank)
                        .thenComparing(c -> c.getClass().getName()))
                .forEach(c -> {
                    goOn();
                    c.contribute(world);
                });
        return people.size();
    }

    private void goOn() {
        if (stopped.getAsBoolean()) {
            throw new IllegalStateException("The demo bundle was stopped");
        }
    }
}
