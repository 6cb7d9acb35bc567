package org.gallra.extract;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Permission;
import org.gallra.api.audit.AuditEntry;
import org.gallra.api.audit.AuditLog;
import org.gallra.api.contact.ContactDirectory;
import org.gallra.api.contact.ContactDirectory.Ref;
import org.gallra.api.contact.ContactId;
import org.gallra.api.contact.PersonCards;
import org.gallra.api.contributor.ContributorException;
import org.gallra.api.extract.ExtractOrder;
import org.gallra.api.extract.ExtractService;
import org.gallra.api.extract.RegisterExtract;
import org.gallra.api.extract.RegisterExtract.BundleAnswer;
import org.gallra.api.extract.RegisterExtract.Card;
import org.gallra.api.extract.RegisterExtract.Outcome;
import org.gallra.api.extract.RegisterExtract.Part;
import org.gallra.api.extract.RegisterExtract.Section;
import org.gallra.api.personaldata.Contributor;
import org.gallra.api.personaldata.DataSubject;
import org.gallra.api.personaldata.FieldDeclaration;
import org.gallra.api.personaldata.LinkDeclaration;
import org.gallra.api.personaldata.PersonalDataRegister;
import org.gallra.api.personaldata.PersonalDataRegister.Row;
import org.gallra.api.personaldata.RecordDeclaration;
import org.gallra.api.personaldata.StoreDeclaration;
import org.gallra.api.processing.ControllerDetails;
import org.gallra.api.processing.ProcessingService;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collects one person's rows from every declared table, and says of every bundle what became of the question. */
@Component(service = ExtractService.class)
public final class RegisterExtractService implements ExtractService {

    private static final Logger LOG = LoggerFactory.getLogger(RegisterExtractService.class);

    private final PersonalDataRegister register;
    private final ContactDirectory directory;
    private final AccessControl access;
    private final Formats formats;
    private final Explained explained;
    private final Clock clock = Clock.systemUTC();

    /** Optional: without it nobody knows who the controller is, and the extract says so. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ProcessingService processing;

    /** Optional: an extract is made whoever hears of it. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Listeners listeners;

    /** Optional: without it each card is a person of its own. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable PersonCards cards;

    /** Set by the framework before anybody calls; tests without one write nothing. */
    @Reference
    AuditLog audit = AuditLog.NONE;

    /** Takes the register. */
    @Activate
    public RegisterExtractService(
            @Reference PersonalDataRegister register,
            @Reference ContactDirectory directory,
            @Reference AccessControl access,
            @Reference Formats formats,
            @Reference Explained explained) {
        this.register = register;
        this.directory = directory;
        this.access = access;
        this.formats = formats;
        this.explained = explained;
    }

    @Override
    public List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        for (Contributor contributor : register.snapshot().contributors()) {
            contributor.records().stream()
                    .filter(r -> r.subject() == DataSubject.CONTACT && !r.isContact())
                    .map(r -> new Part(r.id(), r.label()))
                    .sorted(Comparator.comparing(Part::record))
                    .forEach(parts::add);
            contributor.stores().stream()
                    .map(s -> new Part(s.id(), s.label()))
                    .sorted(Comparator.comparing(Part::record))
                    .forEach(parts::add);
        }
        return parts;
    }

    @Override
    public List<Format> formats() {
        return formats.all();
    }

    @Override
    public Format format(String id) {
        return formats.find(id);
    }

    @Override
    public void write(RegisterExtract extract, Format format, OutputStream out) throws IOException {
        audit.record(AuditEntry.of(ExtractActs.HANDED_OUT)
                .by(extract.madeBy())
                .on("extract", extract.id())
                .details(format.id()));
        formats.write(extract, format, out);
        Listeners hearing = listeners;
        if (hearing != null) {
            hearing.made(extract, format);
        }
    }

    /** The rows of one record type, or the items of one store, as the register gave them. */
    private record Found(
            String id,
            Text label,
            String bundle,
            List<FieldDeclaration> fields,
            boolean contact,
            boolean part,
            List<Row> rows) {}

    /** What one bundle answered so far. */
    private static final class Asked {
        private final List<Text> failed = new ArrayList<>();
        private final List<Text> unavailable = new ArrayList<>();
        private final List<Part> leftOut = new ArrayList<>();
        private long rows;
    }

    @Override
    public RegisterExtract extract(ContactId contact, ExtractOrder order) {
        Caller caller = access.require(Permission.EXTRACT);
        List<Part> leftOut = leftOut(order);
        long key = directory.contactKey(contact);
        List<Long> keys = keys(key, order);
        Map<Long, Ref> named = directory.contacts(keys);
        Ref person = named.get(key);
        if (person == null) {
            throw ContactId.unknown();
        }
        keys = keys.stream().filter(named::containsKey).toList();
        ProcessingService details = processing;
        ControllerDetails controller = details == null ? null : details.controller();
        Explained.Explaining words = explained.begin();
        List<BundleAnswer> answers = new ArrayList<>();
        List<Found> found = new ArrayList<>();
        for (Contributor contributor : register.snapshot().contributors()) {
            answers.add(ask(contributor, keys, order, words, found));
        }
        found.sort(Comparator.comparing((Found f) -> !f.contact())
                .thenComparing(Found::bundle)
                .thenComparing(Found::id));
        Others others = Others.of(
                directory, keys, order, found.stream().map(Found::rows).toList());
        List<Section> sections = found.stream()
                .map(f ->
                        new Section(f.id(), f.label(), f.bundle(), Stated.of(f.fields(), controller), shown(f, others)))
                .toList();
        // reads every row, so that all is counted that is masked
        String digest = Digest.of(sections, order.language());
        boolean complete = leftOut.isEmpty()
                && answers.stream()
                        .noneMatch(a -> a.outcome() == Outcome.FAILED
                                || a.outcome() == Outcome.UNAVAILABLE
                                || a.outcome() == Outcome.NOT_ACCOUNTED_FOR);
        UUID id = UUID.randomUUID();
        audit.record(AuditEntry.of(ExtractActs.MADE)
                .on("extract", id)
                .count("cards", keys.size())
                .details(order.othersShown() ? List.of("othersShown") : List.of()));
        if (order.othersShown()) {
            LOG.info("The extract {} shows other people, for a stated reason", id);
        }
        return new RegisterExtract(
                id,
                contact,
                person.name(),
                cards(keys, named),
                clock.instant(),
                caller.userName(),
                order,
                person.anonymized(),
                controller,
                complete,
                answers,
                sections,
                others.masked(),
                digest,
                leftOut);
    }

    /** Returns the rows as they are shown: few at once, many one at a time whenever they are read. */
    private static List<RegisterExtract.Row> shown(Found found, Others others) {
        Function<Row, RegisterExtract.Row> show = row -> others.row(row, found.fields(), found.contact(), found.part());
        List<Row> rows = found.rows();
        if (rows.size() <= KeptRows.IN_MEMORY) {
            return rows.stream().map(show).toList();
        }
        return ForwardList.mapped(rows, show);
    }

    /** Returns what the order leaves out; refuses what nobody holds, so that no misspelt name passes for a choice. */
    private List<Part> leftOut(ExtractOrder order) {
        if (order.leftOut().isEmpty()) {
            return List.of();
        }
        List<Part> parts = parts().stream()
                .filter(p -> order.leftOut().contains(p.record()))
                .toList();
        if (parts.size() < order.leftOut().size()) {
            throw GallraException.invalid(
                    "leftOut",
                    new Text(
                            "En del som ska utelämnas finns inte, eller är personens eget kort. Hämta listan från extract-parts.",
                            "A part that shall be left out does not exist, or is the person's own card. Fetch the list from"
                                    + " extract-parts."));
        }
        return parts;
    }

    /** Returns the keys of the person's cards, that of the contact first. */
    private List<Long> keys(long contact, ExtractOrder order) {
        PersonCards same = cards;
        List<Long> keys = new ArrayList<>(List.of(contact));
        if (same != null && order.otherCards()) {
            keys.addAll(same.others(contact));
        }
        return keys;
    }

    private List<Card> cards(List<Long> keys, Map<Long, Ref> named) {
        Map<Long, Long> companies = new HashMap<>();
        for (Long key : keys) {
            Long company = directory.companyKeyOfContact(key);
            if (company != null) {
                companies.put(key, company);
            }
        }
        Map<Long, Ref> firms = directory.companies(companies.values());
        List<Card> cards = new ArrayList<>();
        for (Long key : keys) {
            Ref ref = named.get(key);
            if (ref != null && ref.contact() != null) {
                Ref firm = firms.get(companies.get(key));
                cards.add(new Card(ref.contact(), ref.name(), firm == null ? null : firm.name()));
            }
        }
        return cards;
    }

    /** Reads what several cards have; a row that two of them share comes once. */
    private interface Reading {
        void read(long key, Consumer<Row> rows);
    }

    private static void rows(List<Long> keys, Reading reading, KeptRows rows) {
        Set<Long> before = new HashSet<>();
        for (Long key : keys) {
            reading.read(key, row -> {
                if (Collections.disjoint(row.otherContacts(), before)) {
                    rows.keep(row);
                }
            });
            before.add(key);
        }
    }

    private BundleAnswer ask(
            Contributor contributor,
            List<Long> keys,
            ExtractOrder order,
            Explained.Explaining explaining,
            List<Found> found) {
        Asked asked = new Asked();
        for (RecordDeclaration record : contributor.records()) {
            if (record.subject() == DataSubject.CONTACT && order.leftOut().contains(record.id())) {
                asked.leftOut.add(new Part(record.id(), record.label()));
            } else if (record.subject() == DataSubject.CONTACT) {
                KeptRows rows = new KeptRows();
                if (read(
                        record.id(),
                        record.label(),
                        asked,
                        () -> rows(keys, (key, taker) -> register.read(record, key, taker), rows))) {
                    List<Row> words = explaining.explain(record.id(), rows.rows());
                    if (!words.isEmpty()) {
                        found.add(new Found(
                                record.id(),
                                record.label(),
                                record.bundle(),
                                record.fields(),
                                record.isContact(),
                                record.links().stream().anyMatch(l -> l.kind() == LinkDeclaration.Kind.PARENT),
                                words));
                    }
                    asked.rows += words.size();
                }
            }
        }
        for (StoreDeclaration store : contributor.stores()) {
            KeptRows kept = new KeptRows();
            if (order.leftOut().contains(store.id())) {
                asked.leftOut.add(new Part(store.id(), store.label()));
                continue;
            }
            if (contributor.presence() != Contributor.Presence.ACTIVE) {
                asked.unavailable.add(new Text(
                        store.label().sv() + " kan inte tillfrågas: tillägget är inte igång",
                        store.label().en() + " cannot be asked: the bundle does not run"));
            } else if (read(
                    store.id(),
                    store.label(),
                    asked,
                    () -> rows(keys, (key, taker) -> register.read(store, key, taker), kept))) {
                List<Row> items = kept.rows();
                if (!items.isEmpty()) {
                    found.add(
                            new Found(store.id(), store.label(), store.bundle(), store.fields(), false, false, items));
                    asked.rows += items.size();
                }
            }
        }
        List<Text> reasons = new ArrayList<>(asked.failed);
        reasons.addAll(asked.unavailable);
        reasons.addAll(contributor.reasons());
        asked.leftOut.forEach(p -> reasons.add(
                new Text(p.label().sv() + " är utelämnat på begäran", p.label().en() + " was left out by choice")));
        return new BundleAnswer(
                contributor.bundle(),
                contributor.version(),
                contributor.name(),
                contributor.presence(),
                outcome(contributor, asked),
                asked.rows,
                reasons);
    }

    /** Returns whether it could be read; if not, that is written down. */
    private static boolean read(String id, Text label, Asked asked, Runnable reading) {
        try {
            reading.run();
            return true;
        } catch (ContributorException e) {
            asked.failed.add(new Text(
                    label.sv() + " kunde inte läsas och saknas här. " + e.text().sv(),
                    label.en() + " could not be read and is missing here. "
                            + e.text().en()));
        } catch (RuntimeException e) {
            LOG.warn("{} could not be read for an extract: {}", id, e.getClass().getName());
            asked.failed.add(new Text(
                    label.sv() + " kunde inte läsas och saknas här",
                    label.en() + " could not be read and is missing here"));
        }
        return false;
    }

    private static Outcome outcome(Contributor contributor, Asked asked) {
        if (!asked.failed.isEmpty()) {
            return Outcome.FAILED;
        }
        if (contributor.accounting() == Contributor.Accounting.NOT_ACCOUNTED_FOR) {
            return Outcome.NOT_ACCOUNTED_FOR;
        }
        if (!asked.unavailable.isEmpty()) {
            return Outcome.UNAVAILABLE;
        }
        if (!asked.leftOut.isEmpty() && asked.rows == 0) {
            return Outcome.LEFT_OUT;
        }
        return contributor.accounting() == Contributor.Accounting.HOLDS_NOTHING
                ? Outcome.HOLDS_NOTHING
                : asked.rows > 0 ? Outcome.ANSWERED : Outcome.NOTHING_FOUND;
    }
}
