package org.gallra.register;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.gallra.api.Text;
import org.gallra.api.personaldata.Contributor.Accounting;
import org.gallra.api.personaldata.FieldDeclaration;
import org.gallra.api.personaldata.LinkDeclaration;
import org.gallra.api.personaldata.RecordDeclaration;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a bundle declares with the tables that are really there (PRIVACY.md e1). What it finds says what to do; a
 * record that cannot be read as declared is left out of every statement, and its bundle is not accounted for.
 */
final class Gate {

    /**
     * What came of it.
     *
     * @param accounting whether the bundle accounts for its data
     * @param reasons why not, or why it holds nothing
     * @param findings the reasons why not, with the rules that they offend
     * @param usable ids of the records whose table and columns are as declared
     */
    record Verdict(Accounting accounting, List<Text> reasons, List<Finding> findings, Set<String> usable) {}

    private final Declared declared;
    private final Tables tables;
    private final List<Finding> findings;

    private Gate(Declared declared, Tables tables) {
        this.declared = declared;
        this.tables = tables;
        this.findings = new ArrayList<>(declared.problems());
    }

    /**
     * Judges one bundle.
     *
     * @param owners which bundle's changelog made a table
     * @param ids which bundle was the first to use the id of a record or store
     * @param strays tables outside its changelog that are held against it
     * @param services the classes of the stores that the bundle offers as services; null if it does not run
     */
    static Verdict judge(
            Declared declared,
            Tables tables,
            Map<String, String> owners,
            Map<String, String> ids,
            List<Finding> strays,
            @Nullable Set<String> services) {
        Gate gate = new Gate(declared, tables);
        gate.stores(ids, services);
        return gate.judge(owners, ids, strays);
    }

    private Verdict judge(Map<String, String> owners, Map<String, String> ids, List<Finding> strays) {
        Set<String> made = declared.tables();
        if (declared.migrates() && made == null) {
            say("Tabellerna är inte skapade ännu", "Its tables are not made yet");
        }
        Policies policies = new Policies(findings::add);
        LinkIndexes indexes = new LinkIndexes(tables, findings::add);
        Set<String> usable = new HashSet<>();
        for (RecordDeclaration record : declared.records()) {
            int before = findings.size();
            taken(record.id(), ids);
            String owner = owners.get(record.table());
            if (owner != null && !owner.equals(declared.bundle())) {
                say(
                        "Tabellen " + record.table() + " hör till " + owner + " och kan inte deklareras här",
                        "The table " + record.table() + " belongs to " + owner + " and cannot be declared here");
            }
            readable(record);
            parents(record, ids);
            boolean readable = findings.size() == before;
            if (policies.check(record, tables.columns(record.table())) && readable) {
                usable.add(record.id());
            }
            undeclared(record.table(), known(record));
            disguised(record);
            indexes.check(record);
        }
        declared.plain().forEach(this::plain);
        if (made != null) {
            accounted(made);
        }
        findings.addAll(strays);
        if (!findings.isEmpty()) {
            return new Verdict(
                    Accounting.NOT_ACCOUNTED_FOR,
                    findings.stream().map(Finding::text).toList(),
                    List.copyOf(findings),
                    usable);
        }
        return declared.nothing() != null && declared.ids().isEmpty()
                ? new Verdict(Accounting.HOLDS_NOTHING, List.of(declared.nothing()), List.of(), usable)
                : new Verdict(Accounting.COMPLETE, List.of(), List.of(), usable);
    }

    private void taken(String id, Map<String, String> ids) {
        if (!declared.bundle().equals(ids.get(id))) {
            say(
                    "Id:t " + id + " finns redan i " + ids.get(id) + ": välj ett annat id",
                    "The id " + id + " exists in " + ids.get(id) + " already: choose another id");
        }
    }

    private void stores(Map<String, String> ids, @Nullable Set<String> services) {
        for (Declared.Store store : declared.stores()) {
            taken(store.id(), ids);
            if (services != null && !services.contains(store.type())) {
                say(
                        "Lagringen " + store.id() + " är deklarerad, men ingen tjänst svarar för den: registrera "
                                + store.type() + " som PersonalDataStore",
                        "The store " + store.id() + " is declared, but no service answers for it: register "
                                + store.type() + " as a PersonalDataStore");
            }
        }
        if (services != null) {
            services.stream()
                    .filter(t ->
                            declared.stores().stream().noneMatch(s -> s.type().equals(t)))
                    .sorted()
                    .forEach(t -> say(
                            "Tjänsten " + t + " är en PersonalDataStore som inte är redovisad: märk klassen med"
                                    + " @PersonalStore",
                            "The service " + t + " is a PersonalDataStore that is not accounted for: annotate the class"
                                    + " with @PersonalStore"));
        }
    }

    private void accounted(Set<String> made) {
        Set<String> classified = new HashSet<>();
        declared.records().forEach(r -> {
            classified.add(r.table());
            r.links().forEach(l -> {
                if (l.table() != null) {
                    classified.add(l.table());
                }
            });
        });
        declared.plain().forEach(p -> classified.add(p.table()));
        made.stream()
                .filter(t -> !classified.contains(t) && !tables.columns(t).isEmpty())
                .sorted()
                .forEach(t -> say(
                        "Tabellen " + t + " är inte redovisad: klassificera dess entitet med @PersonalRecord eller"
                                + " @NotPersonal",
                        "The table " + t + " is not accounted for: classify its entity with @PersonalRecord or"
                                + " @NotPersonal"));
    }

    private void readable(RecordDeclaration record) {
        Map<String, Tables.Column> columns = tables.columns(record.table());
        if (columns.isEmpty()) {
            say(
                    "Tabellen " + record.table() + " som är deklarerad finns inte",
                    "The declared table " + record.table() + " does not exist");
            return;
        }
        for (String column : known(record)) {
            if (!columns.containsKey(column)) {
                say(
                        "Kolumnen " + record.table() + "." + column + " som är deklarerad finns inte",
                        "The declared column " + record.table() + "." + column + " does not exist");
            }
        }
        for (LinkDeclaration link : record.links()) {
            link(record, link, columns);
        }
    }

    private void link(RecordDeclaration record, LinkDeclaration link, Map<String, Tables.Column> columns) {
        if (link.kind() == LinkDeclaration.Kind.PARENT) {
            return;
        }
        String table = link.table() == null ? record.table() : link.table();
        Map<String, Tables.Column> linkColumns = link.table() == null ? columns : tables.columns(table);
        Tables.Column column = linkColumns.get(link.column());
        if (column == null || (link.row() != null && !linkColumns.containsKey(link.row()))) {
            if (link.table() != null) {
                say(
                        "Kopplingstabellen " + table + " finns inte som den är deklarerad",
                        "The join table " + table + " does not exist as declared");
            }
        } else if (!column.number()) {
            say(
                    "Kopplingen " + table + "." + link.column() + " måste vara en BIGINT med kontaktens nyckel",
                    "The link " + table + "." + link.column() + " must be a BIGINT with the contact's key");
        }
        if (link.table() != null) {
            Set<String> known = new HashSet<>(Set.of(link.column(), String.valueOf(link.row()), "id"));
            undeclared(table, known);
        }
    }

    /** A part whose whole nobody declares is out of reach. */
    private void parents(RecordDeclaration record, Map<String, String> ids) {
        record.links().stream()
                .filter(l -> l.kind() == LinkDeclaration.Kind.PARENT)
                .filter(l -> l.parent() == null || !ids.containsKey(l.parent()))
                .forEach(l -> say(
                        "Posttypen " + record.id() + " är en del av " + l.parent()
                                + ", som inget tillägg deklarerar: nämn en posttyp som finns i parent",
                        "The record type " + record.id() + " is a part of " + l.parent()
                                + ", which no bundle declares: name a record type that exists in parent"));
    }

    /** Returns the columns of its own table that a record declares. */
    static Set<String> known(RecordDeclaration record) {
        Set<String> known = new LinkedHashSet<>();
        known.add(record.key());
        if (record.version() != null) {
            known.add(record.version());
        }
        if (record.anonymizedAt() != null) {
            known.add(record.anonymizedAt());
        }
        record.fields().stream().map(FieldDeclaration::column).forEach(known::add);
        record.others().forEach(o -> known.add(o.column()));
        record.links().stream()
                .filter(l -> l.table() == null)
                .map(LinkDeclaration::column)
                .forEach(known::add);
        return known;
    }

    /** A column of a record that leads to people is a way to them, whatever it is said to be. */
    private void disguised(RecordDeclaration record) {
        Set<String> ways = record.links().stream()
                .filter(l -> l.table() == null)
                .map(LinkDeclaration::column)
                .collect(Collectors.toSet());
        known(record).stream()
                .filter(c -> !ways.contains(c) && !c.equals(record.key()))
                .filter(c -> tables.leadsToPeople(record.table(), c))
                .forEach(c -> say(
                        "Kolumnen " + record.table() + "." + c
                                + " leder till en kontakt eller ett företag men är ingen koppling: nämn den i"
                                + " @PersonalRecord(contact = ...) eller company",
                        "The column " + record.table() + "." + c
                                + " leads to a contact or company but is no link: name it in"
                                + " @PersonalRecord(contact = ...) or company"));
    }

    private void plain(Declared.Plain plain) {
        undeclared(plain.table(), plain.columns());
        plain.columns().stream()
                .filter(c -> tables.leadsToPeople(plain.table(), c))
                .sorted()
                .forEach(c -> say(
                        "Kolumnen " + plain.table() + "." + c
                                + " leder till en kontakt eller ett företag: deklarera tabellen med @PersonalRecord",
                        "The column " + plain.table() + "." + c
                                + " leads to a contact or company: declare the table with @PersonalRecord"));
    }

    private void undeclared(String table, Set<String> known) {
        tables.columns(table).keySet().stream()
                .filter(c -> !known.contains(c))
                .forEach(c -> say(
                        "Kolumnen " + table + "." + c + " är inte redovisad: klassificera den med @PersonalField eller"
                                + " @NotPersonal",
                        "The column " + table + "." + c + " is not accounted for: classify it with @PersonalField or"
                                + " @NotPersonal"));
    }

    private void say(String sv, String en) {
        findings.add(new Finding(Finding.Rule.ACCOUNTS, sv, en));
    }
}
