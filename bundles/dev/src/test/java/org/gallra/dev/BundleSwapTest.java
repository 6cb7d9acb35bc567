package org.gallra.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.BundleWiring;

/** Swaps bundles in a real framework. */
class BundleSwapTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Framework framework;

    @SuppressWarnings("NullAway.Init")
    private BundleSwap swap;

    @BeforeEach
    void start() throws BundleException {
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE, folder.resolve("cache").toString()));
        framework.start();
        swap = new BundleSwap(framework.getBundleContext());
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }

    private Path jar(String name, String version, String content, String... headers) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        if (!name.isEmpty()) {
            main.putValue(Constants.BUNDLE_SYMBOLICNAME, name);
        }
        main.putValue(Constants.BUNDLE_VERSION, version);
        for (int i = 0; i < headers.length; i += 2) {
            main.putValue(headers[i], headers[i + 1]);
        }
        Path jar = folder.resolve("new.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            out.putNextEntry(new ZipEntry("p/content.txt"));
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

    private static String content(Bundle bundle) throws IOException {
        URL entry = bundle.getEntry("p/content.txt");
        try (var in = entry.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Bundle installed(String location, Path jar) throws Exception {
        try (var in = Files.newInputStream(jar)) {
            Bundle bundle = framework.getBundleContext().installBundle(location, in);
            bundle.start();
            return bundle;
        }
    }

    @Test
    void theBundleOfTheSameNameGetsTheContentAndKeepsItsPlace() throws Exception {
        Bundle bundle = installed("mvn:a/a/1", jar("a", "1.0.0", "old"));
        assertThat(swap.swap(jar("a", "1.0.0", "new"))).isEqualTo("a 1.0.0 updated");
        assertThat(content(bundle)).isEqualTo("new");
        assertThat(bundle.getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(bundle.getLocation()).isEqualTo("mvn:a/a/1");
        assertThat(framework.getBundleContext().getBundles()).hasSize(2);
        swap.removeAll();
        assertThat(bundle.getState()).isEqualTo(Bundle.ACTIVE);
    }

    @Test
    void whatIsNotThereIsInstalledAndGoesWhenAllIsRemoved() throws Exception {
        assertThat(swap.swap(jar("b", "1.0.0", "one"))).isEqualTo("b 1.0.0 installed");
        assertThat(swap.swap(jar("b", "1.0.1", "two"))).isEqualTo("b 1.0.1 updated");
        Bundle bundle = framework.getBundleContext().getBundle(BundleSwap.LOCATION + "b");
        assertThat(bundle).isNotNull();
        assertThat(content(bundle)).isEqualTo("two");
        swap.removeAll();
        assertThat(bundle.getState()).isEqualTo(Bundle.UNINSTALLED);
    }

    @Test
    void whoIsWiredToItIsWiredToTheNewContent() throws Exception {
        Bundle exporter = installed("mvn:a/a/1", jar("a", "1.0.0", "old", Constants.EXPORT_PACKAGE, "p"));
        Bundle importer = installed("mvn:c/c/1", jar("c", "1.0.0", "", Constants.IMPORT_PACKAGE, "p"));
        swap.swap(jar("a", "1.0.0", "new", Constants.EXPORT_PACKAGE, "p"));
        assertThat(importer.getState()).isEqualTo(Bundle.ACTIVE);
        BundleWiring wiring = importer.adapt(BundleWiring.class);
        assertThat(wiring.getRequiredWires("osgi.wiring.package").get(0).getProviderWiring())
                .isSameAs(exporter.adapt(BundleWiring.class));
    }

    @Test
    void whatDidNotResolveStartsOnceItsNextContentDoes() throws Exception {
        Path needy = jar("d", "1.0.0", "old", Constants.IMPORT_PACKAGE, "not.there");
        assertThatThrownBy(() -> swap.swap(needy))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("not.there");
        swap.swap(jar("d", "1.0.0", "new"));
        Bundle bundle = framework.getBundleContext().getBundle(BundleSwap.LOCATION + "d");
        assertThat(bundle.getState()).isEqualTo(Bundle.ACTIVE);
    }

    @Test
    void aJarThatIsNoBundleIsNamed() throws Exception {
        Path plain = jar("", "1.0.0", "");
        assertThatThrownBy(() -> swap.swap(plain))
                .hasMessage("new.jar is no bundle: its manifest has no Bundle-SymbolicName");
    }
}
