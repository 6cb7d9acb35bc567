package org.gallra.register;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.gallra.api.personaldata.ColumnType;
import org.gallra.api.personaldata.ExtractPolicy;
import org.gallra.api.personaldata.FieldDeclaration;
import org.gallra.api.personaldata.FieldKind;
import org.gallra.api.personaldata.LinkDeclaration;
import org.gallra.api.personaldata.QuasiIdentifier;
import org.gallra.api.personaldata.RecordDeclaration;
import org.gallra.api.personaldata.Strategy;

/** Checks what a declaration says becomes of each field; the processor refuses the same, but a file can be written by hand. */
final class Policies {

    private static final Set<ColumnType> TIMES = Set.of(ColumnType.DATE, ColumnType.INSTANT);
    private static final Set<ColumnType> NUMBERS = Set.of(ColumnType.INTEGER, ColumnType.DECIMAL);
    private static final Set<ColumnType> TEXTS = Set.of(ColumnType.TEXT, ColumnType.UUID);

    private final Consumer<Finding> findings;

    Policies(Consumer<Finding> findings) {
        this.findings = findings;
    }

    /** Tells whether every strategy can be executed; what is merely missing, such as a ground, is a finding only. */
    boolean check(RecordDeclaration record, Map<String, Tables.Column> columns) {
        boolean executable = true;
        for (FieldDeclaration field : record.fields()) {
            grounds(field);
            Tables.Column column = columns.get(field.column());
            if (column != null && !fits(record, field, column)) {
                executable = false;
            }
            if (field.keepsRow() && !letsGo(record, field, columns)) {
                executable = false;
            }
        }
        for (QuasiIdentifier quasi : record.quasi()) {
            Tables.Column column = columns.get(quasi.column());
            if (quasi.offers() && column != null && !fits(record, Act.measure(quasi), column)) {
                executable = false;
            }
        }
        return executable;
    }

    /** Tells whether a row that is kept can be without its person. */
    private boolean letsGo(RecordDeclaration record, FieldDeclaration field, Map<String, Tables.Column> columns) {
        boolean loose = record.links().stream().allMatch(l -> {
            Tables.Column column = columns.get(l.column());
            return (l.kind() == LinkDeclaration.Kind.CONTACT || l.kind() == LinkDeclaration.Kind.COMPANY)
                    && column != null
                    && column.nullable();
        });
        boolean alone =
                record.fields().stream().filter(FieldDeclaration::keepsRow).count() == 1;
        if (field.strategy() == Strategy.KEEP && loose && alone) {
            return true;
        }
        say(
                field,
                "behåller sin rad vid radering: det kräver strategin KEEP, att inget annat fält gör det, och att alla länkar"
                        + " är kolumner som får vara tomma",
                "keeps its row when its person is deleted: that needs the strategy KEEP, no other such field, and links that"
                        + " are columns and allow null");
        return false;
    }

    private void grounds(FieldDeclaration field) {
        if (field.strategy() == Strategy.KEEP && field.ground() == null) {
            say(
                    field,
                    "behålls utan grund: skriv ground = \"%nyckel\" eller välj en annan strategi",
                    "is kept without a ground: write ground = \"%key\" or choose another strategy");
        }
        if (field.strategy() == Strategy.KEEP && field.mandatory()) {
            say(
                    field,
                    "är tvingande och behålls på samma gång: välj en strategi som tar bort värdet",
                    "is mandatory and kept at the same time: choose a strategy that removes the value");
        }
        if (field.extract() == ExtractPolicy.WITHHOLD && field.ground() == null) {
            say(
                    field,
                    "utelämnas ur registerutdrag utan grund: skriv ground = \"%nyckel\"",
                    "is withheld from extracts without a ground: write ground = \"%key\"");
        }
        if (field.kind() == FieldKind.SECRET && field.extract() != ExtractPolicy.WITHHOLD) {
            say(
                    field,
                    "är en hemlighet och skulle visas i registerutdrag: skriv extract = ExtractPolicy.WITHHOLD",
                    "is a secret and would be shown in extracts: write extract = ExtractPolicy.WITHHOLD");
        }
    }

    private boolean fits(RecordDeclaration record, FieldDeclaration field, Tables.Column column) {
        boolean fits =
                switch (field.strategy()) {
                    case LABEL -> field.type() == ColumnType.TEXT && field.replacement() != null && column.text();
                    case TOKEN -> TEXTS.contains(field.type()) && (column.text() || column.uuid());
                    case MONTH, YEAR -> TIMES.contains(field.type()) && column.time();
                    case BUCKET -> NUMBERS.contains(field.type()) && (column.number() || column.floating());
                    case UNLINK ->
                        column.nullable()
                                && record.links().stream()
                                        .anyMatch(l ->
                                                l.table() == null && l.column().equals(field.column()));
                    case CLEAR, DELETE_ROW, KEEP -> true;
                };
        if (!fits) {
            String strategy = field.strategy().name();
            say(
                    field,
                    "har strategin " + strategy + " som inte passar kolumnen " + record.table() + "." + field.column()
                            + ": välj en annan strategi",
                    "has the strategy " + strategy + ", which does not fit the column " + record.table() + "."
                            + field.column() + ": choose another strategy");
        }
        return fits;
    }

    private void say(FieldDeclaration field, String sv, String en) {
        findings.accept(new Finding(
                Finding.Rule.POLICIES, "Fältet " + field.id() + " " + sv, "The field " + field.id() + " " + en));
    }
}
