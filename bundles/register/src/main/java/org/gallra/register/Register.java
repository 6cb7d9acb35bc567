package org.gallra.register;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.gallra.api.Text;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.persistence.StorageException;
import org.gallra.api.personaldata.Contributor;
import org.gallra.api.personaldata.Departure;
import org.gallra.api.personaldata.PersonalDataRegister;
import org.gallra.api.personaldata.RecordDeclaration;
import org.gallra.api.personaldata.RegisterSnapshot;
import org.gallra.api.personaldata.StoreDeclaration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares what bundles declare with their tables, and keeps their declarations. Knows no framework: whoever follows the
 * bundles tells which are there.
 */
final class Register implements PersonalDataRegister {

    private static final Logger LOG = LoggerFactory.getLogger(Register.class);

    private final Database database;
    private final Offers offers;
    private final Stores stores;
    private final DeclarationStore store;
    private final Departures departures;
    private volatile @Nullable View view;

    /**
     * A bundle that is installed.
     *
     * @param declared what it says, with the tables of its changelog as far as they are known
     * @param active whether it runs
     * @param hindrance why it cannot run, or null if it can or does
     */
    record Present(
            Declared declared, boolean active, @Nullable Text hindrance) {}

    Register(Database database, Offers offers, Stores stores) {
        this.database = database;
        this.offers = offers;
        this.stores = stores;
        this.store = new DeclarationStore(database);
        this.departures = new Departures(database);
    }

    @Override
    public RegisterSnapshot snapshot() {
        return view().snapshot();
    }

    @Override
    public long read(RecordDeclaration record, long contactKey, Consumer<Row> rows) {
        View now = view();
        RecordDeclaration known = now.usable().get(record.id());
        if (known == null) {
            throw new StorageException("Reading " + record.id(), null);
        }
        return database.read(
                connection -> new RowReader(now, database.kind(), known).read(connection, contactKey, rows));
    }

    @Override
    public long read(StoreDeclaration declaration, long contactKey, Consumer<Row> items) {
        Declared.Store known = view().stores().get(declaration.id());
        if (known == null) {
            throw new StorageException("Reading " + declaration.id(), null);
        }
        return stores.read(known, contactKey, items);
    }

    @Override
    public SqlFragment contactMoments(Instant after, Instant through) {
        return Moments.between(view(), after, through, SqlFragment.of(" IS NOT NULL"));
    }

    @Override
    public SqlFragment contactMoments(Instant after, Instant through, long contactKey) {
        return Moments.between(view(), after, through, SqlFragment.of(" = ?", contactKey));
    }

    @Override
    public SqlFragment contactMoments(Instant after, Instant through, SqlFragment among) {
        return Moments.between(
                view(), after, through, SqlFragment.of(" IN (").append(among).append(")"));
    }

    @Override
    public SqlFragment hadContact(Instant after, Instant through, String contact) {
        return Moments.was(database.kind(), view(), after, through, contact);
    }

    @Override
    public Optional<LastContact> lastContact(long contactKey, Instant through) {
        View now = view();
        return database.read(connection -> Moments.last(connection, now, contactKey, through));
    }

    /** Returns the last view. */
    View view() {
        View now = view;
        if (now == null) {
            throw new StorageException("Reading the register", null);
        }
        return now;
    }

    /** Returns what a bundle declared last, or null if nothing of it is kept. */
    @Nullable
    Declared kept(String bundle) {
        return store.all().get(bundle);
    }

    /** Returns what all bundles declared last, those that are gone included; ordered by symbolic name. */
    List<Declared> allKept() {
        return List.copyOf(new TreeMap<>(store.all()).values());
    }

    /** Looks at the bundles that are there, at those that were, and at the tables. */
    synchronized void look(Collection<Present> present) {
        Map<String, Declared> kept = store.all();
        Map<String, Declared> declared = new TreeMap<>();
        Map<String, Contributor.Presence> presence = new HashMap<>();
        Map<String, Text> hindrances = new HashMap<>();
        for (Present bundle : present) {
            Declared said = bundle.declared();
            if (!(declared.containsKey(said.bundle()) && !bundle.active())) {
                Declared before = kept.get(said.bundle());
                Declared whole = said.tables() == null && before != null ? said.with(before.tables()) : said;
                declared.put(said.bundle(), before == null ? whole : whole.after(before));
                presence.put(
                        said.bundle(), bundle.active() ? Contributor.Presence.ACTIVE : Contributor.Presence.STOPPED);
                if (bundle.hindrance() != null) {
                    hindrances.put(said.bundle(), bundle.hindrance());
                }
            }
        }
        kept.forEach((name, before) -> {
            if (declared.putIfAbsent(name, before) == null) {
                presence.put(name, Contributor.Presence.DEPARTED);
            }
        });
        Tables tables = database.read(connection -> Tables.read(connection, database.kind()));
        View now = judge(declared, presence, hindrances, tables, kept, departures.all());
        View before = view;
        if (before == null || !before.snapshot().digest().equals(now.snapshot().digest())) {
            LOG.info("Register generation {}: {} contributors", now.snapshot().generation(), declared.size());
        }
        view = now;
    }

    private View judge(
            Map<String, Declared> declared,
            Map<String, Contributor.Presence> presence,
            Map<String, Text> hindrances,
            Tables tables,
            Map<String, Declared> kept,
            Map<String, Departure> decided) {
        Map<String, String> owners = new HashMap<>();
        Map<String, String> ids = new HashMap<>();
        declared.values().forEach(d -> {
            if (d.tables() != null) {
                d.tables().forEach(t -> owners.putIfAbsent(t, d.bundle()));
            }
        });
        // who kept a record id first has it; then the order of names
        kept.values().forEach(d -> d.ids().forEach(id -> ids.putIfAbsent(id, d.bundle())));
        declared.values().forEach(d -> d.ids().forEach(id -> ids.putIfAbsent(id, d.bundle())));
        List<Contributor> contributors = new ArrayList<>();
        Map<String, RecordDeclaration> usable = new LinkedHashMap<>();
        Map<String, Declared.Store> usableStores = new LinkedHashMap<>();
        Map<String, List<Finding>> strays = Strays.find(declared.values(), tables);
        Map<String, List<Finding>> findings = new HashMap<>(strays);
        if (strays.containsKey(Strays.DATABASE)) {
            contributors.add(nobody(strays.get(Strays.DATABASE)));
        }
        declared.forEach((name, said) -> {
            Contributor.Presence there = presence.getOrDefault(name, Contributor.Presence.DEPARTED);
            Gate.Verdict verdict = Gate.judge(
                    said,
                    tables,
                    owners,
                    ids,
                    strays.getOrDefault(name, List.of()),
                    there == Contributor.Presence.ACTIVE ? offers.storeTypes(name) : null);
            findings.put(name, verdict.findings());
            List<RecordDeclaration> records = said.records().stream()
                    .sorted(Comparator.comparing(RecordDeclaration::id))
                    .toList();
            contributors.add(new Contributor(
                    name,
                    said.version(),
                    said.name(),
                    verdict.accounting(),
                    there,
                    Stream.concat(verdict.reasons().stream(), Stream.ofNullable(hindrances.get(name)))
                            .toList(),
                    records,
                    said.stores().stream()
                            .map(Declared.Store::declaration)
                            .sorted(Comparator.comparing(StoreDeclaration::id))
                            .toList(),
                    said.changes(),
                    there == Contributor.Presence.DEPARTED ? decided.get(name) : null));
            records.stream().filter(r -> verdict.usable().contains(r.id())).forEach(r -> usable.put(r.id(), r));
            said.stores().stream().filter(s -> name.equals(ids.get(s.id()))).forEach(s -> usableStores.put(s.id(), s));
            // what is another's is not kept: else it would be this one's as soon as names decide
            Declared own = said.owning(ids);
            boolean worthKeeping = !own.ids().isEmpty() || !own.plain().isEmpty() || own.tables() != null;
            if (worthKeeping && own.settled() && !own.equals(kept.get(name))) {
                store.keep(own);
            }
        });
        View before = view;
        String digest = digest(contributors);
        long generation = before == null ? 1 : before.snapshot().generation();
        if (before != null && !before.snapshot().digest().equals(digest)) {
            generation++;
        }
        return new View(
                new RegisterSnapshot(generation, digest, contributors),
                Collections.unmodifiableMap(usable),
                Collections.unmodifiableMap(usableStores),
                tables,
                Map.copyOf(findings));
    }

    /** Tables that belong to no bundle are shown as if the database were one. */
    private static Contributor nobody(List<Finding> findings) {
        return new Contributor(
                Strays.DATABASE,
                "",
                new Text("Tabeller utan tillägg", "Tables without a bundle"),
                Contributor.Accounting.NOT_ACCOUNTED_FOR,
                Contributor.Presence.ACTIVE,
                findings.stream().map(Finding::text).toList(),
                List.of(),
                List.of(),
                List.of(),
                null);
    }

    /** What was decided or changed before says nothing about what is declared now. */
    private static String digest(List<Contributor> all) {
        List<Contributor> contributors = all.stream()
                .map(c -> new Contributor(
                        c.bundle(),
                        c.version(),
                        c.name(),
                        c.accounting(),
                        c.presence(),
                        c.reasons(),
                        c.records(),
                        c.stores(),
                        List.of(),
                        null))
                .toList();
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(Json.write(contributors).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
