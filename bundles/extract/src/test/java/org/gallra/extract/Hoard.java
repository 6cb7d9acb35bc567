package org.gallra.extract;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Role;
import org.gallra.api.contact.ContactDirectory;
import org.gallra.api.contact.ContactDirectory.Identifiers;
import org.gallra.api.contact.ContactDirectory.Ref;
import org.gallra.api.contact.ContactId;
import org.gallra.api.contributor.ContributorCalls;
import org.gallra.api.extract.ExtractFormat;
import org.gallra.api.extract.ExtractOrder;
import org.gallra.api.extract.ExtractWords;
import org.gallra.api.extract.RegisterExtract;
import org.gallra.api.personaldata.ColumnType;
import org.gallra.api.personaldata.Contributor;
import org.gallra.api.personaldata.DataSubject;
import org.gallra.api.personaldata.PersonalDataRegister;
import org.gallra.api.personaldata.PersonalDataRegister.Row;
import org.gallra.api.personaldata.RecordDeclaration;
import org.gallra.api.personaldata.RegisterSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Somebody about whom very much is held: makes the extract and writes it in the core's formats, in a process of its own whose heap is
 * too small for the rows. The first argument is their number.
 */
final class Hoard {

    private static final String RECORD = "acme.note";
    static final ContactId PERSON = new ContactId(new UUID(1, 1));

    private Hoard() {}

    /** Says how many bytes each format had, a line each. */
    public static void main(String[] args) throws IOException {
        RegisterExtract extract = service(Integer.parseInt(args[0])).extract(PERSON, ExtractOrder.in(Samples.SWEDISH));
        PrintStream said = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        said.println("rows=" + extract.sections().get(0).rows().size() + " masked=" + extract.masked());
        for (ExtractFormat format : List.of(
                new JsonFormat(),
                new XmlFormat(),
                new HtmlFormat(),
                new CsvFormat(new WordedSheets(), new CsvSheets()))) {
            Counted out = new Counted();
            format.write(extract, out);
            said.println(format.id() + "=" + out.bytes);
        }
    }

    static RegisterExtractService service(int rows) {
        RecordDeclaration record = new RecordDeclaration(
                RECORD,
                "acme.notes",
                new Text("Anteckningar", "Notes"),
                DataSubject.CONTACT,
                "acme_note",
                "id",
                ColumnType.INTEGER,
                null,
                null,
                List.of(),
                Samples.fields(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        Contributor contributor = new Contributor(
                "acme.notes",
                "1.0.0",
                Text.same("Acme"),
                Contributor.Accounting.COMPLETE,
                Contributor.Presence.ACTIVE,
                List.of(),
                List.of(record),
                List.of(),
                List.of(),
                null);
        PersonalDataRegister register = fake(PersonalDataRegister.class, (proxy, method, values) -> {
            if (method.getName().equals("snapshot")) {
                return new RegisterSnapshot(1, "d", List.of(contributor));
            }
            for (int i = 0; i < rows; i++) {
                consumer(values[2]).accept(row(i));
            }
            return (long) rows;
        });
        ContactDirectory directory = fake(ContactDirectory.class, (proxy, method, values) -> switch (method.getName()) {
            case "contactKey" -> 1L;
            case "contacts" -> Map.of(1L, new Ref(PERSON, null, "Åsa Öst", false));
            case "companies" -> new HashMap<>();
            case "companyKeyOfContact" -> null;
            case "identifiers" ->
                List.of(
                        new Identifiers(1, "Åsa", "Öst", List.of(), List.of(), null),
                        new Identifiers(2, "Bo", "Ek", List.of("bo@example.se"), List.of(), null));
            default -> throw new AssertionError(method.getName());
        });
        AccessControl access = fake(
                AccessControl.class, (proxy, method, values) -> new Caller("anna", Role.USER, Role.USER.permissions()));
        ContributorCalls calls = fake(ContributorCalls.class, (proxy, method, values) -> {
            if (method.getName().equals("call")) {
                return ((Callable<?>) values[3]).call();
            }
            throw new AssertionError(method.getName());
        });
        Explained explained = new Explained(calls);
        explained.addWords(new Words(), Map.of("service.bundleid", 1L));
        return new RegisterExtractService(register, directory, access, new Formats(calls), explained);
    }

    /** Every row has a text of its own, which nothing can share, and one in ten names somebody else. */
    private static Row row(int i) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put(
                "acme.note.text",
                "Anteckning nr " + i + (i % 10 == 0 ? " med Bo Ek. " : ". ")
                        + Integer.toString(i, 36).repeat(60));
        values.put("acme.note.code", i % 2 == 0 ? "CALL" : "NOTE");
        values.put("acme.note.count", (long) i);
        values.put("acme.note.at", Instant.EPOCH.plusSeconds(i));
        return new Row(values, null, List.of());
    }

    private static final class Words implements ExtractWords {

        @Override
        public Set<String> records() {
            return Set.of(RECORD);
        }

        @Override
        public List<@Nullable Map<String, @Nullable Object>> explain(
                String record, List<Map<String, @Nullable Object>> rows) {
            if (rows.size() > 1_000) {
                throw new AssertionError("too many at once");
            }
            return ExtractWords.coded(rows, RECORD + ".code", Map.of("CALL", new Text("Samtal", "Call")));
        }
    }

    @SuppressWarnings("unchecked")
    private static Consumer<Row> consumer(Object taker) {
        return (Consumer<Row>) taker;
    }

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(Hoard.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** Nobody keeps what is written. */
    private static final class Counted extends OutputStream {

        private long bytes;

        @Override
        public void write(int one) {
            bytes++;
        }

        @Override
        public void write(byte[] some, int from, int length) {
            bytes += length;
        }
    }
}
