package org.gallra.processing;

import java.util.Arrays;
import java.util.List;
import org.gallra.api.Text;
import org.gallra.api.personaldata.ColumnType;
import org.gallra.api.personaldata.Contributor;
import org.gallra.api.personaldata.Contributor.Accounting;
import org.gallra.api.personaldata.Contributor.Presence;
import org.gallra.api.personaldata.DataCategory;
import org.gallra.api.personaldata.DataSubject;
import org.gallra.api.personaldata.ExtractPolicy;
import org.gallra.api.personaldata.FieldDeclaration;
import org.gallra.api.personaldata.FieldKind;
import org.gallra.api.personaldata.Recognition;
import org.gallra.api.personaldata.RecordDeclaration;
import org.gallra.api.personaldata.RegisterSnapshot;
import org.gallra.api.personaldata.StoreDeclaration;
import org.gallra.api.personaldata.StoreKind;
import org.gallra.api.personaldata.Strategy;
import org.gallra.api.processing.ControllerDetails;
import org.gallra.api.processing.ProcessingDefaults;
import org.jspecify.annotations.Nullable;

/** Declarations as bundles write them, in few words. */
final class Declared {

    static final ProcessingDefaults DEFAULTS =
            new ProcessingDefaults("Kundvård", "Intresseavvägning", "Personen själv", "Två år");

    private Declared() {}

    /** A field that is as plain as can be; tests change what they are about. */
    static final class Field {
        private final String name;
        private DataCategory category = DataCategory.OTHER;
        private Strategy strategy = Strategy.CLEAR;
        private boolean mandatory;
        private ExtractPolicy extract = ExtractPolicy.INCLUDE;
        private @Nullable String ground;
        private @Nullable String purpose;
        private @Nullable String legalBasis;
        private @Nullable String source;
        private @Nullable String retention;
        private @Nullable String recipients;

        private Field(String name) {
            this.name = name;
        }

        Field category(DataCategory value) {
            category = value;
            return this;
        }

        Field kept(String why) {
            strategy = Strategy.KEEP;
            ground = why;
            return this;
        }

        Field strategy(Strategy value) {
            strategy = value;
            return this;
        }

        Field always() {
            mandatory = true;
            return this;
        }

        Field withheld(String why) {
            extract = ExtractPolicy.WITHHOLD;
            ground = why;
            return this;
        }

        Field purpose(String value) {
            purpose = value;
            return this;
        }

        Field legalBasis(String value) {
            legalBasis = value;
            return this;
        }

        Field source(String value) {
            source = value;
            return this;
        }

        Field retention(String value) {
            retention = value;
            return this;
        }

        Field recipients(String value) {
            recipients = value;
            return this;
        }

        private FieldDeclaration of(String record) {
            return new FieldDeclaration(
                    record + "." + name,
                    text(name),
                    name,
                    ColumnType.TEXT,
                    true,
                    category,
                    FieldKind.BUSINESS,
                    strategy,
                    mandatory,
                    strategy == Strategy.LABEL ? "Anonym" : null,
                    10,
                    extract,
                    false,
                    textOrNull(ground),
                    textOrNull(purpose),
                    textOrNull(legalBasis),
                    textOrNull(source),
                    textOrNull(retention),
                    textOrNull(recipients),
                    false,
                    Recognition.NONE);
        }
    }

    static Field field(String name) {
        return new Field(name);
    }

    static RecordDeclaration record(String id, DataSubject subject, Field... fields) {
        return new RecordDeclaration(
                id,
                "org.acme",
                text(id),
                subject,
                id.replace('.', '_'),
                "id",
                ColumnType.INTEGER,
                null,
                null,
                List.of(),
                Arrays.stream(fields).map(f -> f.of(id)).toList(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    static Contributor bundle(
            String name, Accounting accounting, Presence presence, List<Text> reasons, RecordDeclaration... records) {
        return new Contributor(
                name, "1.2.3", text(name), accounting, presence, reasons, List.of(records), List.of(), List.of(), null);
    }

    static StoreDeclaration store(String id, Field... fields) {
        return new StoreDeclaration(
                id,
                "org.acme",
                text(id),
                StoreKind.FILES,
                true,
                Arrays.stream(fields).map(f -> f.of(id)).toList());
    }

    static RegisterSnapshot register(Contributor... contributors) {
        return new RegisterSnapshot(7, "digest", List.of(contributors));
    }

    /** The details of a controller who has said everything but what holds for users. */
    static ControllerDetails controller(ProcessingDefaults contacts, ProcessingDefaults users) {
        return new ControllerDetails(
                3,
                "Bolaget AB",
                null,
                null,
                "info@example.se",
                null,
                null,
                null,
                "Disa",
                null,
                null,
                null,
                null,
                "Kryptering",
                contacts,
                users,
                null);
    }

    static ControllerDetails nobody() {
        return new ControllerDetails(
                1,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                ProcessingDefaults.NONE,
                ProcessingDefaults.NONE,
                null);
    }

    static Text text(String word) {
        return new Text(word + " sv", word + " en");
    }

    private static @Nullable Text textOrNull(@Nullable String word) {
        return word == null ? null : text(word);
    }
}
