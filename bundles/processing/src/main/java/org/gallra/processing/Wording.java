package org.gallra.processing;

import org.gallra.api.Text;
import org.gallra.api.personaldata.Contributor;
import org.gallra.api.personaldata.DataSubject;
import org.gallra.api.personaldata.ExtractPolicy;
import org.gallra.api.personaldata.FieldDeclaration;
import org.gallra.api.personaldata.StoreKind;
import org.jspecify.annotations.Nullable;

/** The words of the record. */
final class Wording {

    static final Text NOT_STATED = new Text("Inte angivet", "Not stated");

    static final Text NOT_IN_EXTRACTS = new Text(
            "Ingår inte: registerutdrag görs för kontaktpersoner",
            "Not included: register extracts are made for contacts");

    private Wording() {}

    static Text subjects(DataSubject subject) {
        return switch (subject) {
            case CONTACT ->
                new Text(
                        "Kontaktpersoner hos kunder, leverantörer och andra företag",
                        "Contacts at customers, suppliers and other companies");
            case USER -> new Text("Användare av Gallra", "Users of Gallra");
        };
    }

    static Text place(@Nullable StoreKind store) {
        return store == null ? new Text("Databasen", "The database") : store.label();
    }

    static Text anonymization(FieldDeclaration field) {
        Text what =
                switch (field.strategy()) {
                    case CLEAR -> new Text("Tas bort", "Removed");
                    case LABEL ->
                        new Text(
                                "Ersätts med ”" + field.replacement() + "”",
                                "Replaced by “" + field.replacement() + "”");
                    case TOKEN -> new Text("Ersätts med ett slumpvärde", "Replaced by a random value");
                    case MONTH -> new Text("Bara månaden blir kvar", "Only the month remains");
                    case YEAR -> new Text("Bara året blir kvar", "Only the year remains");
                    case BUCKET ->
                        new Text(
                                "Avrundas nedåt till jämna " + field.bucket(),
                                "Rounded down to a multiple of " + field.bucket());
                    case UNLINK -> new Text("Kopplingen tas bort", "The link is removed");
                    case DELETE_ROW -> new Text("Hela raden tas bort", "The whole row is deleted");
                    case KEEP -> new Text("Behålls", "Kept");
                };
        return field.mandatory() ? new Text(what.sv() + ", alltid", what.en() + ", always") : what;
    }

    static Text extract(ExtractPolicy policy) {
        return switch (policy) {
            case INCLUDE -> new Text("Visas", "Shown");
            case WITHHOLD -> new Text("Visas inte", "Not shown");
        };
    }

    static Text presence(Contributor.Presence presence) {
        return switch (presence) {
            case ACTIVE -> new Text("Installerat", "Installed");
            case STOPPED -> new Text("Stoppat", "Stopped");
            case DEPARTED -> new Text("Borttaget, uppgifterna finns kvar", "Removed, the data is still held");
        };
    }

    static Text accounting(Contributor.Accounting accounting) {
        return switch (accounting) {
            case COMPLETE -> new Text("Redovisat", "Accounted for");
            case HOLDS_NOTHING -> new Text("Inga personuppgifter", "No personal data");
            case NOT_ACCOUNTED_FOR -> new Text("Inte redovisat", "Not accounted for");
        };
    }
}
