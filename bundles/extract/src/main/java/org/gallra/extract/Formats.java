package org.gallra.extract;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.contributor.ContributorCalls;
import org.gallra.api.contributor.ContributorException;
import org.gallra.api.extract.ExtractFormat;
import org.gallra.api.extract.ExtractService.Format;
import org.gallra.api.extract.RegisterExtract;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The formats that bundles bring. One that fails does not take the others along. */
@Component(service = Formats.class)
public final class Formats {

    private static final Duration ASKING = Duration.ofSeconds(1);
    private static final Duration WRITING = Duration.ofMinutes(1);

    private final ContributorCalls calls;
    private final Map<ExtractFormat, Map<String, Object>> services = new ConcurrentHashMap<>();
    /** What each said of itself; that does not change as long as the service is there. */
    private final Map<ExtractFormat, Known> said = new ConcurrentHashMap<>();

    /** A format's description and its service. */
    private record Known(Format format, ExtractFormat service, Map<String, Object> properties) {

        long order() {
            return properties.get("service.id") instanceof Long id ? id : 0;
        }
    }

    /** Takes the way to call them. */
    @Activate
    public Formats(@Reference ContributorCalls calls) {
        this.calls = calls;
    }

    /** A format comes. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addFormat(ExtractFormat format, Map<String, Object> properties) {
        services.put(format, Map.copyOf(properties));
    }

    /** A format goes. */
    public void removeFormat(ExtractFormat format) {
        services.remove(format);
        said.remove(format);
    }

    List<Format> all() {
        return known().stream()
                .map(Known::format)
                .sorted(Comparator.comparing((Format f) -> !f.inline()).thenComparing(Format::id))
                .toList();
    }

    Format find(String id) {
        List<Format> all = all();
        return all.stream().filter(f -> f.id().equals(id)).findFirst().orElseThrow(() -> {
            String ids = all.stream().map(Format::id).sorted().collect(Collectors.joining(", "));
            return GallraException.invalid(
                    "format",
                    new Text(
                            "Formatet finns inte. Det finns: " + ids + ".",
                            "There is no such format. There are: " + ids + "."));
        });
    }

    void write(RegisterExtract extract, Format format, OutputStream out) throws IOException {
        Known known = known().stream()
                .filter(k -> k.format().id().equals(format.id()))
                .findFirst()
                .orElseThrow(() -> new GallraException(
                        GallraException.Code.UNAVAILABLE,
                        new Text("Formatet är inte längre tillgängligt.", "The format is no longer available.")));
        Guarded guarded = new Guarded(out);
        try {
            calls.call(known.properties(), name(known.service()), WRITING, () -> {
                known.service().write(extract, guarded);
                return true;
            });
        } catch (ContributorException e) {
            if (guarded.failure != null) {
                throw guarded.failure; // the reader went away: not the format's fault
            }
            throw e;
        } finally {
            guarded.closed = true;
        }
    }

    /** Returns what each says of itself; the newest of an id wins. */
    private List<Known> known() {
        Map<String, Known> newest = new HashMap<>();
        services.forEach((service, properties) -> {
            try {
                Known known = said.get(service);
                if (known == null) {
                    known = ask(service, properties);
                    said.put(service, known);
                    if (!services.containsKey(service)) { // it went meanwhile
                        said.remove(service);
                    }
                }
                newest.merge(known.format().id(), known, (one, other) -> one.order() > other.order() ? one : other);
            } catch (ContributorException e) {
                // named by the one who calls, and left out
            }
        });
        return new ArrayList<>(newest.values());
    }

    private Known ask(ExtractFormat service, Map<String, Object> properties) {
        Format format = calls.call(
                properties,
                name(service),
                ASKING,
                () -> new Format(
                        service.id(), service.label(), service.mediaType(), service.extension(), service.inline()));
        if (!format.id().matches("[a-z0-9]+") || !format.extension().matches("[a-z0-9.]+")) {
            throw calls.wrong(properties, name(service), "an id or ending with other than letters and digits");
        }
        return new Known(format, service, properties);
    }

    private static String name(ExtractFormat format) {
        return "ExtractFormat " + format.getClass().getName();
    }

    /** Takes nothing more once the answer is over, from a format that goes on after its time. */
    private static final class Guarded extends OutputStream {

        private final OutputStream out;
        private volatile boolean closed;
        private volatile @org.jspecify.annotations.Nullable IOException failure;

        Guarded(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (closed) {
                throw new IOException("The answer is over");
            }
            try {
                out.write(bytes, from, length);
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }
    }
}
