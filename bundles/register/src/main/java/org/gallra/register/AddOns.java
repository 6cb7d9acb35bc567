package org.gallra.register;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Permission;
import org.gallra.api.addon.AddOn;
import org.gallra.api.addon.AddOnPreview;
import org.gallra.api.addon.AddOnService;
import org.gallra.api.audit.AuditEntry;
import org.gallra.api.audit.AuditLog;
import org.gallra.api.persistence.Database;
import org.gallra.api.personaldata.RecordDeclaration;
import org.gallra.api.personaldata.StoreDeclaration;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Vendors' bundles in the deploy directory, which the server watches: a file that comes is installed, one that goes is uninstalled. */
@Component(service = AddOnService.class)
public final class AddOns implements AddOnService {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");

    private final BundleContext context;
    private final DeclarationStore declarations;
    private final AccessControl access;
    private final AuditLog audit;
    private final Path base;
    private final Path deploy;

    /** Takes the framework, whose deploy directory is that of Karaf. */
    @Activate
    public AddOns(
            BundleContext context,
            @Reference Database database,
            @Reference AccessControl access,
            @Reference AuditLog audit,
            @Reference BundleRegister register) { // its tables are there
        this(
                context,
                database,
                access,
                audit,
                Path.of(Optional.ofNullable(context.getProperty("karaf.base")).orElse(".")));
    }

    AddOns(BundleContext context, Database database, AccessControl access, AuditLog audit, Path base) {
        this.context = context;
        this.declarations = new DeclarationStore(database);
        this.access = access;
        this.audit = audit;
        this.base = base.toAbsolutePath().normalize();
        this.deploy = this.base.resolve("deploy");
    }

    @Override
    public List<AddOn> list() {
        access.require(Permission.ADMINISTER);
        return Arrays.stream(context.getBundles())
                .filter(bundle -> file(bundle) != null && bundle.getSymbolicName() != null)
                .map(bundle -> {
                    BundleContent content = new InstalledContent(bundle);
                    return new AddOn(
                            content.name(), content.version(), name(content), bundle.getState() == Bundle.ACTIVE);
                })
                .sorted(Comparator.comparing(AddOn::bundle))
                .toList();
    }

    @Override
    public AddOnPreview preview(Path jar) {
        access.require(Permission.ADMINISTER);
        BuiltContent content = content(jar);
        Declared said = DeclarationReader.read(content);
        Declared before = declarations.all().get(content.name());
        Bundle installed = installed(content.name());
        String version =
                installed != null ? installed.getVersion().toString() : before == null ? null : before.version();
        if (said == null) {
            return new AddOnPreview(
                    content.name(),
                    content.version(),
                    name(content),
                    digest(jar),
                    version,
                    null,
                    List.of(),
                    List.of(),
                    false,
                    List.of(),
                    before == null ? List.of() : before.records(),
                    List.of());
        }
        Set<String> ids = said.records().stream().map(RecordDeclaration::id).collect(Collectors.toSet());
        List<StoreDeclaration> stores =
                said.stores().stream().map(Declared.Store::declaration).toList();
        return new AddOnPreview(
                said.bundle(),
                said.version(),
                said.name(),
                digest(jar),
                version,
                said.nothing(),
                said.records(),
                stores,
                said.changelog() != null,
                // which tables its changelog makes is known when it has run
                before == null ? List.of() : Changes.between(before, said.with(before.tables())),
                before == null
                        ? List.of()
                        : before.records().stream()
                                .filter(record -> !ids.contains(record.id()))
                                .toList(),
                said.problems().stream().map(Finding::text).toList());
    }

    @Override
    public void install(Path jar, String digest) {
        access.require(Permission.ADMINISTER);
        BuiltContent content = content(jar);
        if (!digest(jar).equals(digest)) {
            throw GallraException.conflict(new Text(
                    "Det är en annan fil än den som granskades. Granska den först.",
                    "This is another file than the one that was looked at. Look at it first."));
        }
        Bundle installed = installed(content.name());
        Path there = installed == null ? deploy.resolve(content.name() + ".jar") : file(installed);
        if (there == null) {
            throw GallraException.invalid(
                    "file",
                    new Text(
                            content.name()
                                    + " hör till Gallra eller har installerats på annat sätt. Uppdatera det där.",
                            content.name() + " is part of Gallra or was installed by other means. Update it there."));
        }
        try {
            Files.createDirectories(deploy);
            // on the same disk, so that it comes whole or not at all, and wherever the data lies
            Path beside = Files.createTempFile(base, "addon", ".part");
            try {
                Files.copy(jar, beside, StandardCopyOption.REPLACE_EXISTING);
                audit.record(AuditEntry.of(installed == null ? AddOnActs.INSTALLED : AddOnActs.UPDATED)
                        .on("bundle", content.name())
                        .details(content.version()));
                Files.move(beside, there, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void remove(String bundle) {
        access.require(Permission.ADMINISTER);
        Bundle installed = installed(bundle);
        Path file = installed == null ? null : file(installed);
        if (installed == null || file == null) {
            throw GallraException.notFound(new Text(
                    "Det finns inget sådant tillägg i katalogen deploy.",
                    "There is no such bundle in the deploy directory."));
        }
        audit.record(AuditEntry.of(AddOnActs.REMOVED)
                .on("bundle", bundle)
                .details(installed.getVersion().toString()));
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Text name(BundleContent content) {
        Declared said = DeclarationReader.read(content);
        return said == null ? new Text(content.title(), content.title()) : said.name();
    }

    private static BuiltContent content(Path jar) {
        try {
            BuiltContent content = BuiltContent.of(jar);
            if (content != null && NAME.matcher(content.name()).matches()) {
                return content;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw GallraException.invalid(
                "file",
                new Text(
                        "Filen är inget OSGi-tillägg: META-INF/MANIFEST.MF saknas eller har inget Bundle-SymbolicName.",
                        "The file is no OSGi bundle: META-INF/MANIFEST.MF is missing or has no Bundle-SymbolicName."));
    }

    private @Nullable Bundle installed(String bundle) {
        return Arrays.stream(context.getBundles())
                .filter(b -> bundle.equals(b.getSymbolicName()))
                .max(Comparator.comparing((Bundle b) -> file(b) != null).thenComparing(Bundle::getVersion))
                .orElse(null);
    }

    /** Returns the file in the deploy directory that a bundle came from, or null if it came by other means. */
    private @Nullable Path file(Bundle bundle) {
        String location = bundle.getLocation();
        if (!location.startsWith("file:")) {
            return null;
        }
        try {
            Path file = Path.of(URI.create(location)).toAbsolutePath().normalize();
            return deploy.equals(file.getParent()) ? file : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String digest(Path file) {
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of()
                    .formatHex(((DigestInputStream) in).getMessageDigest().digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
