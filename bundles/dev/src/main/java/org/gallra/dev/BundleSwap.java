package org.gallra.dev;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * Puts a new content into the bundle of the same symbolic name, wherever that came from: the location stays, so a feature
 * still knows its bundle. What is not installed yet is installed. Not thread-safe.
 */
final class BundleSwap {

    /** Where the bundles come from that were not there before. */
    static final String LOCATION = "gallra-dev:";

    private static final int REFRESH_SECONDS = 60;

    private final BundleContext context;

    BundleSwap(BundleContext context) {
        this.context = context;
    }

    /**
     * Swaps and starts the bundle.
     *
     * @return what was done, for people
     * @throws BundleException if it does not resolve or start; the framework keeps the new content
     */
    String swap(Path jar) throws IOException, BundleException, InterruptedException {
        String name = symbolicName(jar);
        Optional<Bundle> before = Stream.of(context.getBundles())
                .filter(b -> name.equals(b.getSymbolicName()))
                .max(Comparator.comparing(Bundle::getVersion));
        Bundle bundle;
        try (InputStream content = Files.newInputStream(jar)) {
            if (before.isPresent()) {
                bundle = before.get();
                bundle.update(content);
            } else {
                bundle = context.installBundle(LOCATION + name, content);
            }
        }
        refresh(bundle);
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        boolean fragment = revision != null && (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
        if (!fragment && bundle.getState() != Bundle.ACTIVE) {
            bundle.start();
        }
        return name + " " + bundle.getVersion() + (before.isPresent() ? " updated" : " installed");
    }

    /** Removes what only this class installed. */
    void removeAll() throws BundleException {
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getLocation().startsWith(LOCATION)) {
                bundle.uninstall();
            }
        }
    }

    private static String symbolicName(Path jar) throws IOException, BundleException {
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            String name =
                    manifest == null ? null : manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME);
            if (name == null) {
                throw new BundleException(jar.getFileName() + " is no bundle: its manifest has no Bundle-SymbolicName");
            }
            return name.split(";", 2)[0].strip();
        }
    }

    /** Others that are wired to the old content are wired to the new one: only needed for what exports packages. */
    private void refresh(Bundle bundle) throws InterruptedException, BundleException {
        FrameworkWiring wiring =
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
        if (wiring == null || !wiring.getRemovalPendingBundles().contains(bundle)) {
            return;
        }
        CountDownLatch done = new CountDownLatch(1);
        wiring.refreshBundles(List.of(bundle), event -> done.countDown());
        if (!done.await(REFRESH_SECONDS, TimeUnit.SECONDS)) {
            throw new BundleException("The bundles wired to " + bundle.getSymbolicName() + " were not ready after "
                    + REFRESH_SECONDS + " s");
        }
    }
}
