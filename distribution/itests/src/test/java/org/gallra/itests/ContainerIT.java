package org.gallra.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.systemTimeout;
import static org.ops4j.pax.exam.CoreOptions.vmOption;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.keepRuntimeFolder;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.logLevel;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.gallra.api.contact.ContactFilter;
import org.gallra.api.contact.ContactQuery;
import org.gallra.api.contact.ContactService;
import org.gallra.api.persistence.Database;
import org.gallra.api.personaldata.Contributor;
import org.gallra.api.personaldata.DataSubject;
import org.gallra.api.personaldata.PersonalDataRegister;
import org.gallra.api.personaldata.RecordDeclaration;
import org.gallra.api.personaldata.RegisterSnapshot;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.karaf.options.LogLevelOption;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.ops4j.pax.exam.util.Filter;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** The distribution from the inside: every bundle runs, every component is satisfied, the services are there. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ContainerIT {

    @Inject
    private BundleContext context;

    @Inject
    @Filter(timeout = 120_000)
    private ServiceComponentRuntime components;

    @Inject
    @Filter(timeout = 120_000)
    private Database database;

    @Inject
    @Filter(timeout = 120_000)
    private ContactService contacts;

    @Inject
    @Filter(timeout = 120_000)
    private PersonalDataRegister register;

    /** The distribution as it ships, on ports and a database of its own, without the net. */
    @Configuration
    public Option[] distribution() throws IOException {
        String home = System.getProperty("gallra.home");
        List<Option> options = new ArrayList<>(List.of(
                karafDistributionConfiguration()
                        .frameworkUrl(new File(System.getProperty("gallra.archive"))
                                .toURI()
                                .toString())
                        .karafVersion(System.getProperty("gallra.karaf"))
                        .name("Gallra")
                        .unpackDirectory(new File(System.getProperty("gallra.target"), "exam"))
                        .useDeployFolder(false),
                keepRuntimeFolder(),
                configureConsole().ignoreLocalConsole().ignoreRemoteShell(),
                logLevel(LogLevelOption.LogLevel.INFO),
                systemTimeout(120_000),
                editConfigurationFilePut(
                        "etc/org.ops4j.pax.url.mvn.cfg",
                        "org.ops4j.pax.url.mvn.defaultRepositories",
                        "file:${karaf.home}/system@id=system.repository@snapshots, file:"
                                + System.getProperty("gallra.repository") + "@id=m2local@snapshots"),
                editConfigurationFilePut("etc/org.apache.felix.http.cfg", "org.osgi.service.http.port", port()),
                editConfigurationFilePut("etc/org.apache.felix.http-admin.cfg", "org.osgi.service.http.port", port()),
                editConfigurationFilePut("etc/org.apache.karaf.shell.cfg", "sshPort", port()),
                editConfigurationFilePut("etc/org.apache.karaf.management.cfg", "rmiRegistryPort", port()),
                editConfigurationFilePut("etc/org.apache.karaf.management.cfg", "rmiServerPort", port()),
                editConfigurationFilePut("etc/org.gallra.access.cfg", "sweep.first", "1"),
                editConfigurationFilePut("etc/org.gallra.access.cfg", "sweep.each", "1"),
                editConfigurationFilePut(
                        "etc/org.ops4j.datasource-gallra.cfg",
                        "connectionAttributes",
                        "dataEncryption=true;bootPassword=only-for-this-test")));
        List.of(
                        "--add-reads=java.xml=java.logging",
                        "--add-exports=java.base/org.apache.karaf.specs.locator=java.xml,ALL-UNNAMED",
                        "--patch-module",
                        "java.base=" + endorsed(home, "org.apache.karaf.specs.locator-"),
                        "--patch-module",
                        "java.xml=" + endorsed(home, "org.apache.karaf.specs.java.xml-"),
                        "--add-opens=java.base/java.security=ALL-UNNAMED",
                        "--add-opens=java.base/java.net=ALL-UNNAMED",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "--add-opens=java.base/java.util=ALL-UNNAMED",
                        "--add-opens=java.naming/javax.naming.spi=ALL-UNNAMED",
                        "--add-opens=java.rmi/sun.rmi.transport.tcp=ALL-UNNAMED",
                        "--add-exports=java.base/sun.net.www.protocol.file=ALL-UNNAMED",
                        "--add-exports=java.base/sun.net.www.protocol.ftp=ALL-UNNAMED",
                        "--add-exports=java.base/sun.net.www.protocol.http=ALL-UNNAMED",
                        "--add-exports=java.base/sun.net.www.protocol.https=ALL-UNNAMED",
                        "--add-exports=java.base/sun.net.www.protocol.jar=ALL-UNNAMED",
                        "--add-exports=java.base/sun.net.www.content.text=ALL-UNNAMED",
                        "--add-exports=jdk.xml.dom/org.w3c.dom.html=ALL-UNNAMED",
                        "--add-exports=jdk.naming.rmi/com.sun.jndi.url.rmi=ALL-UNNAMED",
                        "--add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED",
                        "--add-exports=java.security.sasl/com.sun.security.sasl=ALL-UNNAMED",
                        "--add-exports=java.naming/com.sun.jndi.ldap=ALL-UNNAMED",
                        "-classpath",
                        "lib/jdk9plus/*" + File.pathSeparator + "lib/boot/*" + File.pathSeparator + "lib/endorsed/*",
                        "-Duser.timezone=UTC")
                .forEach(option -> options.add(vmOption(option)));
        return options.toArray(Option[]::new);
    }

    private static String endorsed(String home, String name) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(home, "lib/endorsed"))) {
            return "lib/endorsed/"
                    + files.map(f -> f.getFileName().toString())
                            .filter(f -> f.startsWith(name))
                            .findFirst()
                            .orElseThrow();
        }
    }

    private static String port() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        }
    }

    @Test
    public void everyBundleOfOursRuns() {
        int seen = 0;
        for (Bundle bundle : context.getBundles()) {
            boolean fragment = (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
            if (bundle.getSymbolicName().startsWith("org.gallra.") && !fragment) {
                seen++;
                assertEquals(bundle.getSymbolicName(), Bundle.ACTIVE, bundle.getState());
            }
        }
        assertTrue("only " + seen + " bundles", seen >= 9);
    }

    /** What its classes are rewritten to call is wired from the beginning: to add it while they are loaded fails now and then. */
    @Test
    public void jettyFindsWhatItsClassesCall() {
        List<String> wired = Stream.of(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals("org.apache.felix.http.jetty12"))
                .flatMap(bundle ->
                        bundle.adapt(BundleWiring.class).getRequiredWires(PackageNamespace.PACKAGE_NAMESPACE).stream())
                .map(wire -> wire.getRequirement().getDirectives().get("filter"))
                .filter(filter -> filter.contains("org.apache.aries.spifly"))
                .toList();
        assertEquals(wired.toString(), 1, wired.size());
    }

    @Test
    public void everyComponentOfOursIsSatisfied() {
        int seen = 0;
        for (ComponentDescriptionDTO component : components.getComponentDescriptionDTOs()) {
            if (component.bundle.symbolicName.startsWith("org.gallra.")) {
                seen++;
                for (ComponentConfigurationDTO state : components.getComponentConfigurationDTOs(component)) {
                    assertEquals(
                            component.name + " lacks "
                                    + Stream.of(state.unsatisfiedReferences)
                                            .map(r -> r.name + " " + r.target)
                                            .toList(),
                            0,
                            state.unsatisfiedReferences.length);
                }
            }
        }
        assertTrue("only " + seen + " components", seen > 15);
    }

    @Test
    public void theEmbeddedDatabaseAnswers() {
        assertEquals(Database.Kind.DERBY, database.kind());
        assertEquals(1, count("sysibm.sysdummy1"));
    }

    /** By its own timer, which looks each second here; {@code ClockTest} shows what is swept when. */
    @Test
    public void endedLoginsAreSweptAgainAndAgain() throws InterruptedException {
        whenAllHaveSpoken(); // the tables are there
        for (int time = 0; time < 2; time++) {
            endedLogin();
            CountDownLatch never = new CountDownLatch(1);
            Instant end = Instant.now().plusSeconds(60);
            while (count("access_login WHERE token_hash = 'ended'") > 0) {
                assertTrue("the ended login is still there", Instant.now().isBefore(end));
                assertFalse(never.await(100, TimeUnit.MILLISECONDS));
            }
        }
    }

    private void endedLogin() {
        Timestamp then = Timestamp.from(Instant.now().minus(Duration.ofDays(3)));
        database.inTransaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO access_login (token_hash, user_name, csrf, created_at, last_used_at, expires_at)"
                            + " SELECT 'ended', MIN(user_name), 'c', ?, ?, ? FROM access_user")) {
                for (int i = 1; i <= 3; i++) {
                    insert.setTimestamp(i, then);
                }
                return insert.executeUpdate();
            }
        });
    }

    private int count(String rows) {
        return database.read(connection -> {
            try (ResultSet count = connection.createStatement().executeQuery("SELECT COUNT(*) FROM " + rows)) {
                count.next();
                return count.getInt(1);
            }
        });
    }

    @Test
    public void aServiceAsksWhoCallsBeforeItAnswers() {
        try {
            contacts.list(ContactQuery.of(ContactFilter.ALL));
            throw new AssertionError("nobody is logged in, and yet it answered");
        } catch (org.gallra.api.GallraException e) {
            assertEquals(org.gallra.api.GallraException.Code.UNAUTHENTICATED, e.code());
        }
    }

    /** The first five points of the compliance list, on the distribution as it is; the kit runs all of them, bundle by bundle. */
    @Test
    public void everyBundleAccountsForItsPersonalData() throws InterruptedException {
        RegisterSnapshot snapshot = whenAllHaveSpoken();
        List<String> asked = Stream.of(context.getBundles())
                .filter(ContainerIT::isAsked)
                .map(Bundle::getSymbolicName)
                .sorted()
                .toList();
        assertTrue("only " + asked, asked.size() >= 15);
        assertEquals(
                asked,
                snapshot.contributors().stream()
                        .map(Contributor::bundle)
                        .sorted()
                        .toList());
        for (Contributor contributor : snapshot.contributors()) {
            String bundle = contributor.bundle();
            boolean nothing = contributor.accounting() == Contributor.Accounting.HOLDS_NOTHING;
            assertEquals(bundle, Contributor.Presence.ACTIVE, contributor.presence());
            assertEquals(
                    bundle + " says why", nothing ? 1 : 0, contributor.reasons().size());
            assertEquals(
                    bundle + " holds something or says that it does not",
                    nothing,
                    contributor.records().isEmpty() && contributor.stores().isEmpty());
            assertFalse(bundle + " has no name", contributor.name().sv().isBlank());
        }
    }

    @Test
    public void everyDeclaredRecordCanBeReadAsDeclared() throws InterruptedException {
        List<RecordDeclaration> records = whenAllHaveSpoken().records();
        assertTrue("only " + records.size() + " records", records.size() >= 8);
        for (RecordDeclaration record : records) {
            if (record.subject() == DataSubject.CONTACT) {
                assertEquals(record.id(), 0, register.read(record, Long.MAX_VALUE, row -> {}));
            }
        }
    }

    /** Returns the register's view when every bundle accounts for its data: tables are made in the background after the start. */
    private RegisterSnapshot whenAllHaveSpoken() throws InterruptedException {
        RegisterSnapshot snapshot = register.snapshot();
        CountDownLatch never = new CountDownLatch(1);
        Instant end = Instant.now().plusSeconds(60);
        while (open(snapshot).findAny().isPresent() && Instant.now().isBefore(end)) {
            assertFalse(never.await(200, TimeUnit.MILLISECONDS));
            snapshot = register.snapshot();
        }
        assertEquals(
                List.of(),
                open(snapshot).map(c -> c.bundle() + " " + c.reasons()).toList());
        return snapshot;
    }

    /** Every bundle that uses the API or has tables owes an answer. */
    private static boolean isAsked(Bundle bundle) {
        Dictionary<String, String> headers = bundle.getHeaders("");
        String imports = headers.get("Import-Package");
        String provided = headers.get("Provide-Capability");
        return headers.get("Gallra-Changelog") != null
                || (provided != null && provided.contains("gallra.personal-data;")) // it says so unasked
                || headers.get("Meta-Persistence") != null
                || (imports != null && imports.contains("org.gallra.api") && headers.get("Fragment-Host") == null);
    }

    private static Stream<Contributor> open(RegisterSnapshot snapshot) {
        return snapshot.contributors().stream().filter(c -> c.accounting() == Contributor.Accounting.NOT_ACCOUNTED_FOR);
    }
}
