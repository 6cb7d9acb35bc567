package org.gallra.freefield;

import java.util.List;
import java.util.UUID;
import org.gallra.api.Text;
import org.gallra.api.freefield.FreeField;
import org.gallra.api.freefield.FreeField.Choice;
import org.gallra.api.freefield.FreeField.LegalBasis;
import org.gallra.api.freefield.FreeField.Special;
import org.gallra.api.personaldata.DataCategory;

/** The ready-made fields of the purpose of processing (PRIVACY.md rules 29 to 31). */
final class Purpose {

    /** Whose fields they are. */
    static final String OWNER = "contact";

    private Purpose() {}

    /** Returns the fields, with choices to begin with that the administrator changes. */
    static List<FreeField> ready() {
        List<Choice> choices = List.of(
                new Choice(
                        "customer",
                        new Text("Kundrelation", "Customer relation"),
                        false,
                        LegalBasis.CONTRACT,
                        null,
                        36),
                new Choice(
                        "prospect",
                        new Text("Möjlig kund", "Prospect"),
                        false,
                        LegalBasis.LEGITIMATE_INTERESTS,
                        null,
                        12),
                new Choice(
                        "supplier",
                        new Text("Leverantör eller samarbete", "Supplier or partner"),
                        false,
                        LegalBasis.LEGITIMATE_INTERESTS,
                        null,
                        36),
                new Choice("newsletter", new Text("Nyhetsbrev", "Newsletter"), false, LegalBasis.CONSENT, null, 24));
        return List.of(
                field(
                        "purpose",
                        FreeField.Type.LIST,
                        new Text("Syfte", "Purpose"),
                        new Text(
                                "Varför ni lagrar kontaktpersonen. Syftet avgör rättslig grund och hur länge uppgifterna"
                                        + " behålls.",
                                "Why you store the contact. The purpose decides the legal basis and how long the data is kept."),
                        -3,
                        true,
                        choices,
                        Special.PURPOSE),
                field(
                        "next_review",
                        FreeField.Type.DATE,
                        new Text("Nästa granskning", "Next review"),
                        new Text(
                                "Dagen då ni bedömer om kontaktpersonen fortfarande behövs.",
                                "The day on which you judge whether the contact is still needed."),
                        -2,
                        false,
                        List.of(),
                        Special.NEXT_REVIEW),
                field(
                        "last_review",
                        FreeField.Type.DATE,
                        new Text("Senast granskad", "Last reviewed"),
                        new Text(
                                "Dagen då syftet senast bedömdes. Syftets gallringstid räknas härifrån.",
                                "The day on which the purpose was last judged. The purpose's retention counts from it."),
                        -1,
                        false,
                        List.of(),
                        Special.LAST_REVIEW));
    }

    private static FreeField field(
            String key,
            FreeField.Type type,
            Text label,
            Text help,
            int position,
            boolean listed,
            List<Choice> choices,
            Special special) {
        return new FreeField(
                UUID.randomUUID(),
                0,
                OWNER,
                key,
                type,
                label,
                help,
                position,
                false,
                listed,
                true,
                DataCategory.ADMINISTRATIVE,
                null,
                choices,
                special);
    }
}
