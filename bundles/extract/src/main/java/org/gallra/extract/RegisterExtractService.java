package org.gallra.extract;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Permission;
import org.gallra.api.contact.ContactDirectory;
import org.gallra.api.contact.ContactId;
import org.gallra.api.extract.ExtractService;
import org.gallra.api.extract.RegisterExtract;
import org.gallra.api.extract.RegisterExtract.BundleAnswer;
import org.gallra.api.extract.RegisterExtract.Outcome;
import org.gallra.api.extract.RegisterExtract.Section;
import org.gallra.api.personaldata.Contributor;
import org.gallra.api.personaldata.DataSubject;
import org.gallra.api.personaldata.PersonalDataRegister;
import org.gallra.api.personaldata.RecordDeclaration;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collects one person's rows from every declared table, and says of every bundle what became of the question. */
@Component(service = ExtractService.class)
public final class RegisterExtractService implements ExtractService {

    private static final Logger LOG = LoggerFactory.getLogger(RegisterExtractService.class);

    private final PersonalDataRegister register;
    private final ContactDirectory directory;
    private final AccessControl access;
    private final Clock clock = Clock.systemUTC();

    /** Takes the register. */
    @Activate
    public RegisterExtractService(
            @Reference PersonalDataRegister register,
            @Reference ContactDirectory directory,
            @Reference AccessControl access) {
        this.register = register;
        this.directory = directory;
        this.access = access;
    }

    /** The rows of one record type as the register gave them. */
    private record Found(RecordDeclaration record, boolean contact, List<PersonalDataRegister.Row> rows) {}

    @Override
    public RegisterExtract extract(ContactId contact) {
        Caller caller = access.require(Permission.EXTRACT);
        long key = directory.contactKey(contact);
        var named = directory.contacts(List.of(key)).get(key);
        if (named == null) {
            throw ContactId.unknown();
        }
        List<BundleAnswer> answers = new ArrayList<>();
        List<Found> found = new ArrayList<>();
        for (Contributor contributor : register.snapshot().contributors()) {
            answers.add(ask(contributor, key, found));
        }
        found.sort(Comparator.comparing((Found f) -> !f.contact())
                .thenComparing(f -> f.record().bundle())
                .thenComparing(f -> f.record().id()));
        List<Section> sections = sections(found);
        boolean complete = answers.stream()
                .noneMatch(a -> a.outcome() == Outcome.FAILED || a.outcome() == Outcome.NOT_ACCOUNTED_FOR);
        return new RegisterExtract(
                UUID.randomUUID(),
                contact,
                named.name(),
                clock.instant(),
                caller.userName(),
                complete,
                answers,
                sections,
                digest(sections));
    }

    private BundleAnswer ask(Contributor contributor, long key, List<Found> found) {
        long rows = 0;
        List<Text> gaps = new ArrayList<>();
        for (RecordDeclaration record : contributor.records()) {
            if (record.subject() != DataSubject.CONTACT) {
                continue;
            }
            List<PersonalDataRegister.Row> read = new ArrayList<>();
            try {
                register.read(record, key, read::add);
            } catch (RuntimeException e) {
                LOG.warn(
                        "{} could not be read for an extract: {}",
                        record.id(),
                        e.getClass().getName());
                gaps.add(new Text(
                        record.label().sv() + " kunde inte läsas och saknas här",
                        record.label().en() + " could not be read and is missing here"));
                continue;
            }
            if (!read.isEmpty()) {
                found.add(new Found(record, record.isContact(), read));
                rows += read.size();
            }
        }
        List<Text> reasons = new ArrayList<>(gaps);
        reasons.addAll(contributor.reasons());
        return new BundleAnswer(
                contributor.bundle(),
                contributor.version(),
                contributor.name(),
                contributor.presence(),
                outcome(contributor, rows, !gaps.isEmpty()),
                rows,
                reasons);
    }

    private static Outcome outcome(Contributor contributor, long rows, boolean failed) {
        if (failed) {
            return Outcome.FAILED;
        }
        return switch (contributor.accounting()) {
            case NOT_ACCOUNTED_FOR -> Outcome.NOT_ACCOUNTED_FOR;
            case HOLDS_NOTHING -> Outcome.HOLDS_NOTHING;
            case COMPLETE -> rows > 0 ? Outcome.ANSWERED : Outcome.NOTHING_FOUND;
        };
    }

    private List<Section> sections(List<Found> found) {
        Set<Long> companies = new TreeSet<>();
        found.forEach(f -> f.rows().forEach(r -> {
            Long company = r.company();
            if (company != null) {
                companies.add(company);
            }
        }));
        Map<Long, ContactDirectory.Ref> names = directory.companies(companies);
        return found.stream()
                .map(f -> new Section(
                        f.record().id(),
                        f.record().label(),
                        f.record().bundle(),
                        f.record().fields(),
                        f.rows().stream()
                                .map(r -> new RegisterExtract.Row(
                                        r.values(),
                                        name(names, r.company()),
                                        r.otherContacts().size()))
                                .toList()))
                .toList();
    }

    private static @Nullable String name(Map<Long, ContactDirectory.Ref> names, @Nullable Long company) {
        ContactDirectory.Ref ref = company == null ? null : names.get(company);
        return ref == null ? null : ref.name();
    }

    private static String digest(List<Section> sections) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Section section : sections) {
                digest.update((section.record() + "\n").getBytes(StandardCharsets.UTF_8));
                for (RegisterExtract.Row row : section.rows()) {
                    row.values()
                            .forEach((field, value) -> digest.update(
                                    (field + "=" + Values.canonical(value) + "\n").getBytes(StandardCharsets.UTF_8)));
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes values as text, the same on every machine. */
    static final class Values {

        private Values() {}

        static String canonical(@Nullable Object value) {
            return value instanceof byte[] bytes
                    ? HexFormat.of().formatHex(bytes)
                    : value instanceof Object[] many ? Arrays.toString(many) : String.valueOf(value);
        }
    }
}
