package org.gallra.api.extract;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.gallra.api.Text;
import org.gallra.api.contact.ContactId;
import org.gallra.api.personaldata.Contributor;
import org.gallra.api.personaldata.FieldDeclaration;
import org.gallra.api.processing.ControllerDetails;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Everything that is held about one contact, ready to be written in any format (GDPR article 15).
 *
 * @param id the id of this extract
 * @param contact whose it is
 * @param name that person's name as shown, or the placeholder
 * @param cards the cards of the person whose data it holds, that of {@code contact} first; others only if somebody confirmed that
 *     they are the same person
 * @param madeAt when it was made (UTC)
 * @param madeBy the login name of the user who made it
 * @param order how it was wanted; a request without a number has the extract's id
 * @param anonymized whether the contact is anonymized: what is left leads to nobody any more
 * @param controller who is responsible, or null if that could not be found out
 * @param complete whether every bundle answered and accounts for its data, and nothing was left out
 * @param bundles every bundle that was asked, ordered by symbolic name
 * @param sections one per record type that has rows, the contact first, then by bundle and record id
 * @param masked how often something that identifies another person was replaced by words
 * @param digest SHA-256 in hex over sections and values in the extract's language, so that a copy can be checked;
 *     {@code docs/extract.md} has the recipe
 * @param leftOut what was left out because the order said so, by bundle and record id; it was not looked for
 */
@ProviderType
public record RegisterExtract(
        UUID id,
        ContactId contact,
        String name,
        List<Card> cards,
        Instant madeAt,
        String madeBy,
        ExtractOrder order,
        boolean anonymized,
        @Nullable ControllerDetails controller,
        boolean complete,
        List<BundleAnswer> bundles,
        List<Section> sections,
        long masked,
        String digest,
        List<Part> leftOut) {

    /** Copies the lists. */
    public RegisterExtract {
        cards = List.copyOf(cards);
        bundles = List.copyOf(bundles);
        sections = List.copyOf(sections);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * A kind of data that an extract can do without.
     *
     * @param record the id of the record type or store
     * @param label its name
     */
    @ProviderType
    public record Part(String record, Text label) {}

    /** Returns the language of the extract. */
    public Locale language() {
        return order.language();
    }

    /** Returns the number of the person's request: that of the order, else the extract's id. */
    public String request() {
        return order.request() == null ? id.toString() : order.request();
    }

    /** Returns the extract's id only. */
    @Override
    public String toString() {
        return "RegisterExtract[" + id + "]";
    }

    /**
     * One card of the person.
     *
     * @param contact the contact
     * @param name the name on it
     * @param company the name of its company, or null
     */
    @ProviderType
    public record Card(
            ContactId contact, String name, @Nullable String company) {

        /** Returns the id only. */
        @Override
        public String toString() {
            return "Card[" + contact + "]";
        }
    }

    /** What became of the question to a bundle. */
    @ProviderType
    public enum Outcome {
        /** It holds something about the person, and it is in the extract. */
        ANSWERED,
        /** It holds nothing about this person. */
        NOTHING_FOUND,
        /** It says that it holds nothing about anybody. */
        HOLDS_NOTHING,
        /** It does not account for its data: something may be missing. */
        NOT_ACCOUNTED_FOR,
        /** A store of it that is no table could not be asked, for the bundle is stopped or gone: something may be missing. */
        UNAVAILABLE,
        /** Its data could not be read: something is missing. */
        FAILED,
        /** The order left out something that it could hold, so that was not looked for; in the rest it holds nothing. */
        LEFT_OUT
    }

    /**
     * What one bundle answered.
     *
     * @param bundle the symbolic name
     * @param version its version
     * @param name the name shown to people
     * @param presence whether it is there; stopped and departed bundles are read by their kept declaration
     * @param outcome what came of it
     * @param rows how many rows of it are in the extract
     * @param reasons why it holds nothing, is not accounted for or failed; otherwise empty
     */
    @ProviderType
    public record BundleAnswer(
            String bundle,
            String version,
            Text name,
            Contributor.Presence presence,
            Outcome outcome,
            long rows,
            List<Text> reasons) {}

    /**
     * All rows of one record type, or all items of one store.
     *
     * @param record the record's or the store's id
     * @param label its name
     * @param bundle the bundle that declared it
     * @param fields its fields, in the order of declaration; those withheld are named too, without values. Where the declaration
     *     says nothing of purpose, legal basis, source and retention, the controller's defaults stand
     * @param rows the rows, ordered by key; to be read from the first to the last
     */
    @ProviderType
    public record Section(String record, Text label, String bundle, List<FieldDeclaration> fields, List<Row> rows) {}

    /**
     * One row.
     *
     * @param values by field id; values as in {@code PersonalDataRegister.Row}, or a {@code Text} that explains a code
     * @param company the name of the company that the row belongs to, or null
     * @param shared how many other contacts share the row
     * @param others the names of those, ordered, if the order shows other people; else empty
     */
    @ProviderType
    public record Row(
            Map<String, @Nullable Object> values, @Nullable String company, int shared, List<String> others) {

        /** Copies the list. */
        public Row {
            others = List.copyOf(others);
        }

        /** Returns the field ids only. */
        @Override
        public String toString() {
            return "Row" + values.keySet();
        }
    }
}
