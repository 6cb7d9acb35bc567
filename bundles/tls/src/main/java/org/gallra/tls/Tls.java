package org.gallra.tls;

import jakarta.servlet.Filter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.http.jetty.ConnectorFactory;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Switches TLS on if a certificate is named, and looks at its files every few seconds: one that is renewed is shown from then on. While
 * none can be used the port stays closed to everybody. Immediate, since nobody asks for it.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = "org.gallra.tls")
public final class Tls {

    private static final Logger LOG = LoggerFactory.getLogger(Tls.class);
    private static final int LOOK_SECONDS = 3;
    private static final Duration SOON = Duration.ofDays(14);

    /** What {@code etc/org.gallra.tls.cfg} says. */
    public @interface Settings {
        /** Returns the file with the certificate; empty for no TLS. */
        String certificate() default "";

        /** Returns the file with its key, if that is another one. */
        String key() default "";

        /** Returns the password of a PKCS#12 file. */
        String password() default "";

        /** Returns the address to listen at; empty for that of the plain port. */
        String address() default "0.0.0.0";

        /** Returns the users' port. */
        int port() default 8181;
    }

    private final Path certificate;
    private final @Nullable Path key;
    private final String password;
    private final Clock clock = Clock.systemUTC();
    private final List<ServiceRegistration<?>> registered = new ArrayList<>();
    private @Nullable ScheduledExecutorService looks;
    private volatile @Nullable Identity identity;
    private volatile String trouble = "";
    private String seen = "";

    /** Switches TLS on if a certificate is named. */
    @Activate
    public Tls(Settings settings, BundleContext context) {
        certificate = Path.of(settings.certificate().strip());
        key = settings.key().isBlank() ? null : Path.of(settings.key().strip());
        password = settings.password();
        if (settings.certificate().isBlank()) {
            return;
        }
        look(null);
        EncryptedPort port =
                new EncryptedPort(settings.port(), settings.address().strip(), identity);
        // the filter first: nothing is served unencrypted while the connectors are exchanged
        registered.add(context.registerService(
                Filter.class,
                new SecureFilter(() -> identity != null),
                properties(Map.of(
                        "osgi.http.whiteboard.filter.pattern", "/*",
                        "osgi.http.whiteboard.filter.asyncSupported", true,
                        "osgi.http.whiteboard.filter.dispatcher", "REQUEST",
                        "osgi.http.whiteboard.context.select", "(osgi.http.whiteboard.context.name=*)",
                        "osgi.http.whiteboard.target", "(org.apache.felix.http.name=main)",
                        "service.ranking", 2000))));
        registered.add(context.registerService(ConnectorFactory.class, port, null));
        registered.add(context.registerService(
                HealthCheck.class,
                this::health,
                properties(Map.of(HealthCheck.NAME, "TLS certificate", HealthCheck.TAGS, new String[] {"tls"}))));
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "gallra-tls");
            thread.setDaemon(true);
            return thread;
        });
        executor.scheduleWithFixedDelay(() -> look(port), LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
        looks = executor;
    }

    /** Closes the port: it is not opened again without TLS before the next start. */
    @Deactivate
    public void stop() {
        ScheduledExecutorService executor = looks;
        if (executor != null) {
            executor.shutdownNow();
        }
        registered.forEach(ServiceRegistration::unregister);
    }

    private static Dictionary<String, Object> properties(Map<String, Object> values) {
        return new Hashtable<>(values);
    }

    /** Reads the files if they have changed, or if what they held could not be used. */
    private void look(@Nullable EncryptedPort port) {
        String now = state();
        if (now.equals(seen) && trouble.isEmpty()) {
            return;
        }
        try {
            Identity read = Identity.read(certificate, key, password);
            if (port != null) {
                port.show(read);
            }
            identity = read;
            seen = now;
            trouble = "";
            LOG.info("The certificate in {} is good until {}", certificate, read.until());
        } catch (Identity.Unusable e) {
            say(e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("The certificate in {} could not be taken up", certificate, e);
            say("it could not be taken up");
        }
    }

    private void say(@Nullable String why) {
        String words = why == null ? "it cannot be read" : why;
        if (!words.equals(trouble)) {
            trouble = words;
            LOG.error(
                    "TLS (etc/org.gallra.tls.cfg): {}. {}; the files are looked at again every {} seconds",
                    words,
                    identity == null
                            ? "The users' port refuses everything"
                            : "The certificate from before stays in use",
                    LOOK_SECONDS);
        }
    }

    private String state() {
        Path beside = key == null ? Identity.keyBeside(certificate) : key;
        return stamp(certificate) + stamp(beside);
    }

    private static String stamp(Path file) {
        try {
            return Files.getLastModifiedTime(file) + "/" + Files.size(file) + ";";
        } catch (IOException e) {
            return "none;";
        }
    }

    private Result health() {
        FormattingResultLog log = new FormattingResultLog();
        Identity shown = identity;
        Instant now = clock.instant();
        if (shown == null) {
            log.critical("The users' port refuses everything: {}", trouble);
        } else if (shown.until().isBefore(now)) {
            log.critical("The certificate ended at {}", shown.until());
        } else if (!trouble.isEmpty()) {
            log.warn("The certificate in use is an older one: {}", trouble);
        } else if (shown.until().isBefore(now.plus(SOON))) {
            log.warn("The certificate ends at {}", shown.until());
        } else {
            log.info("The certificate is good until {}", shown.until());
        }
        return new Result(log);
    }
}
