package org.gallra.api.demo;

import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactId;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Adds a bundle's records to the demo data set. Register it as a service. Called once, from one thread, as the system user
 * and after companies and contacts are in.
 */
@ConsumerType
public interface DemoContributor {

    /**
     * What a contributor builds on. Everything is reproducible: the same call order gives the same data.
     *
     * @param contacts some thousand contacts, in the order of their creation
     * @param random the only source of chance
     * @param now the instant that counts as now (UTC)
     * @param users login names that can own records
     */
    @ProviderType
    record World(List<Person> contacts, RandomGenerator random, Instant now, List<String> users) {}

    /**
     * A contact of the data set.
     *
     * @param contact the contact
     * @param company its company
     * @param name its name as shown
     */
    @ProviderType
    record Person(ContactId contact, CompanyId company, String name) {}

    /** Returns the order among contributors, lowest first. */
    int rank();

    /** Adds the records. */
    void contribute(World world);
}
