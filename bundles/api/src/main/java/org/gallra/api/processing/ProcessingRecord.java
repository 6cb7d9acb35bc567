package org.gallra.api.processing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.gallra.api.Text;
import org.gallra.api.personaldata.Contributor;
import org.gallra.api.personaldata.DataCategory;
import org.gallra.api.personaldata.DataSubject;
import org.gallra.api.personaldata.StoreKind;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The record of processing activities at one moment (GDPR article 30(1)). Holds no data about contacts.
 *
 * @param madeAt when it was made (UTC)
 * @param digest the digest of the register that it was made from
 * @param complete whether every bundle accounts for its data; if not, there may be processing that is not in the record
 * @param controller who is responsible, and what holds for all activities
 * @param activities one for each kind of record and each store of a bundle, ordered by bundle, records first, and id
 * @param parts every bundle, ordered by symbolic name, those without activities included
 * @param gaps what the law asks for and nobody states: of the controller first, then in the order of the activities
 */
@ProviderType
public record ProcessingRecord(
        Instant madeAt,
        String digest,
        boolean complete,
        ControllerDetails controller,
        List<Activity> activities,
        List<Part> parts,
        List<Gap> gaps) {

    /** Copies the lists. */
    public ProcessingRecord {
        activities = List.copyOf(activities);
        parts = List.copyOf(parts);
        gaps = List.copyOf(gaps);
    }

    /**
     * One processing activity: what one bundle does with one kind of record, or with what it holds outside tables.
     *
     * @param id the record's or the store's id, such as {@code activity.activity}
     * @param label its name in the plural
     * @param part the bundle that declared it
     * @param store what kind of store it is, or null for rows of a table
     * @param subject whose data it is
     * @param subjects the category of data subjects, in words
     * @param purposes why, in the order of declaration
     * @param legalBases on which basis, in the order of declaration
     * @param categories the categories of personal data, in the order of declaration
     * @param sources where the data comes from, in the order of declaration
     * @param recipients who receives it beside the controller's recipients of all data; empty if nobody
     * @param retention how long it is kept, in the order of declaration
     * @param anonymization what an anonymization does
     * @param extract what the register extract does
     * @param grounds on which grounds values are kept or withheld; empty if none are
     */
    @ProviderType
    public record Activity(
            String id,
            Text label,
            Part part,
            @Nullable StoreKind store,
            DataSubject subject,
            Text subjects,
            List<Stated> purposes,
            List<Stated> legalBases,
            List<Category> categories,
            List<Stated> sources,
            List<Stated> recipients,
            List<Stated> retention,
            List<Handling> anonymization,
            List<Handling> extract,
            List<Stated> grounds) {

        /** Copies the lists. */
        public Activity {
            purposes = List.copyOf(purposes);
            legalBases = List.copyOf(legalBases);
            categories = List.copyOf(categories);
            sources = List.copyOf(sources);
            recipients = List.copyOf(recipients);
            retention = List.copyOf(retention);
            anonymization = List.copyOf(anonymization);
            extract = List.copyOf(extract);
            grounds = List.copyOf(grounds);
        }
    }

    /** Who says something. */
    @ProviderType
    public enum Origin {
        /** The bundle's declaration. */
        DECLARED,
        /** The controller's details, for the declaration says nothing. */
        DEFAULT,
        /** Nobody. */
        NOT_STATED
    }

    /**
     * One thing that is said of an activity.
     *
     * @param origin who says it
     * @param text what is said; for {@link Origin#NOT_STATED} that nothing is
     * @param fields the names of the fields that it holds for, in the order of declaration; empty if it holds for all
     */
    @ProviderType
    public record Stated(Origin origin, Text text, List<Text> fields) {

        /** Copies the list. */
        public Stated {
            fields = List.copyOf(fields);
        }
    }

    /**
     * One category of personal data in an activity.
     *
     * @param category the category
     * @param label its name
     * @param special whether it is a special category (GDPR article 9)
     * @param fields the names of the fields, in the order of declaration
     */
    @ProviderType
    public record Category(DataCategory category, Text label, boolean special, List<Text> fields) {

        /** Copies the list. */
        public Category {
            fields = List.copyOf(fields);
        }
    }

    /**
     * What becomes of some fields.
     *
     * @param text what happens, in words
     * @param fields the names of the fields, in the order of declaration; empty if it happens to all
     */
    @ProviderType
    public record Handling(Text text, List<Text> fields) {

        /** Copies the list. */
        public Handling {
            fields = List.copyOf(fields);
        }
    }

    /**
     * A bundle and how it accounts for its data.
     *
     * @param bundle the symbolic name
     * @param version the version of the bundle whose declaration counts
     * @param name the name shown to people
     * @param presence whether the bundle is there; data of one that is gone is still held
     * @param accounting whether it accounts for its data
     * @param reasons why it does not, or why it holds nothing; empty if complete
     * @param keptUntil the last day on which the data of a bundle that is gone is kept, or null if nobody decided
     */
    @ProviderType
    public record Part(
            String bundle,
            String version,
            Text name,
            Contributor.Presence presence,
            Contributor.Accounting accounting,
            List<Text> reasons,
            @Nullable LocalDate keptUntil) {

        /** Copies the list. */
        public Part {
            reasons = List.copyOf(reasons);
        }
    }

    /** What a record of processing has to say. */
    @ProviderType
    public enum Item {
        /** Who the controller is: article 30(1)(a). */
        CONTROLLER("Personuppgiftsansvarig", "Controller"),
        /** How the controller is reached: article 30(1)(a). */
        CONTACT_DETAILS("Kontaktuppgifter till den personuppgiftsansvarige", "The controller's contact details"),
        /** Technical and organisational measures: article 30(1)(g). */
        SECURITY("Säkerhetsåtgärder", "Security measures"),
        /** Why: article 30(1)(b). */
        PURPOSE("Ändamål", "Purpose"),
        /** On which basis: articles 5(2) and 6. */
        LEGAL_BASIS("Rättslig grund", "Legal basis"),
        /** Where the data comes from: article 15(1)(g). */
        SOURCE("Källa", "Source"),
        /** How long: article 30(1)(f). */
        RETENTION("Lagringstid", "Retention");

        private final Text label;

        Item(String sv, String en) {
            this.label = new Text(sv, en);
        }

        /** Returns the name shown to people. */
        public Text label() {
            return label;
        }
    }

    /**
     * Something that is not stated.
     *
     * @param item what it is
     * @param activity the id of the activity, or null if it is about the controller
     */
    @ProviderType
    public record Gap(Item item, @Nullable String activity) {}
}
