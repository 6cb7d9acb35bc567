package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Makes a vendor's bundle at test time: compiles its classes against the API and packs them with whatever manifest. */
final class VendorJar {

    private static final String IMPORTS =
            "org.osgi.framework,org.gallra.api,org.gallra.api.access,org.gallra.api.contact,"
                    + "org.gallra.api.erasure,org.gallra.api.extract,org.gallra.api.persistence,org.gallra.api.personaldata,"
                    + "org.gallra.api.selection,org.gallra.api.ui";

    private final String name;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, String> entries = new LinkedHashMap<>();
    private final Map<String, String> sources = new LinkedHashMap<>();

    private VendorJar(String name) {
        this.name = name;
        headers.put("Bundle-ManifestVersion", "2");
        headers.put("Bundle-SymbolicName", name);
        headers.put("Bundle-Version", "1.0.0");
        headers.put("Import-Package", IMPORTS);
    }

    static VendorJar named(String name) {
        return new VendorJar(name);
    }

    /** Sets a header; an empty one is left out. */
    VendorJar header(String header, String value) {
        headers.put(header, value);
        return this;
    }

    VendorJar entry(String path, String text) {
        entries.put(path, text);
        return this;
    }

    /** Adds a class with its full name. */
    VendorJar source(String type, String text) {
        sources.put(type, text);
        return this;
    }

    /** Adds an activator whose start method has this body, in which {@code context} is the bundle's. */
    VendorJar activator(String imports, String body) {
        header("Bundle-Activator", "vendor.Activator");
        return source(
                "vendor.Activator",
                "package vendor; import org.osgi.framework.*; " + imports
                        + " public final class Activator implements BundleActivator {"
                        + " public void start(BundleContext context) throws Exception {" + body + "}"
                        + " public void stop(BundleContext context) {} }");
    }

    /** Adds texts in both languages; those in {@code english} only have no Swedish one. */
    VendorJar texts(Map<String, String> both, Map<String, String> english) {
        StringBuilder sv = new StringBuilder("bundle=" + name + "\n");
        StringBuilder en = new StringBuilder("bundle=" + name + "\n");
        both.forEach((key, text) -> {
            sv.append(key).append('=').append(text).append('\n');
            en.append(key).append('=').append(text).append('\n');
        });
        english.forEach((key, text) -> en.append(key).append('=').append(text).append('\n'));
        return entry("OSGI-INF/l10n/bundle_sv.properties", sv.toString())
                .entry("OSGI-INF/l10n/bundle_en.properties", en.toString());
    }

    /** Compiles and packs; puts the whole file into the directory at once, as an administrator's copy does. */
    Path into(Path directory) throws IOException {
        Path work = Files.createTempDirectory(Files.createDirectories(Distribution.TARGET), "vendor");
        Path classes = Files.createDirectories(work.resolve("classes"));
        compile(classes);
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.forEach((header, value) -> {
            if (!value.isEmpty()) {
                manifest.getMainAttributes().putValue(header, value);
            }
        });
        Path jar = work.resolve("bundle.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            for (Path file : Folders.files(classes)) {
                out.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                out.write(Files.readAllBytes(file));
            }
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        Path target = directory.resolve(name + "-" + headers.get("Bundle-Version") + ".jar");
        Files.move(jar, target, StandardCopyOption.ATOMIC_MOVE);
        Folders.delete(work);
        return target;
    }

    private void compile(Path classes) throws IOException {
        if (sources.isEmpty()) {
            return;
        }
        List<JavaFileObject> files = new ArrayList<>();
        sources.forEach((type, text) -> files.add(
                new SimpleJavaFileObject(
                        URI.create("string:///" + type.replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return text;
                    }
                }));
        var compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        boolean done = compiler.getTask(
                        null,
                        null,
                        found,
                        List.of(
                                "--release",
                                "17",
                                "-proc:none",
                                "-classpath",
                                System.getProperty("java.class.path"),
                                "-d",
                                classes.toString()),
                        null,
                        files)
                .call();
        assertThat(done).as(found.getDiagnostics().toString()).isTrue();
    }
}
