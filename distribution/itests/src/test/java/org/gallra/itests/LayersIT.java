package org.gallra.itests;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.BeforeClass;
import org.junit.Test;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/** The layers, read from the jars that travel: a bundle knows itself and the API, nothing else of ours. */
public class LayersIT {

    /** A scan that sees less has looked at the wrong place. */
    private static final int FEWEST_BUNDLES = 9;

    private static final int FEWEST_CLASSES = 200;
    private static final int FEWEST_API_TYPES = 100;
    private static final Pattern PACKAGE = Pattern.compile("(?:^|,)\\s*(org\\.gallra(?:\\.\\w+)*)");

    private static final Map<String, Attributes> MANIFESTS = new TreeMap<>();
    private static JavaClasses all;

    @BeforeClass
    public static void read() throws IOException {
        List<JarFile> jars = new ArrayList<>();
        try (Stream<Path> files =
                Files.walk(Path.of(System.getProperty("gallra.home")).resolve("system/org/gallra"))) {
            for (Path jar : files.filter(f -> f.toString().endsWith(".jar")).toList()) {
                add(jar, jars);
            }
        }
        Path sample = Path.of(
                System.getProperty("gallra.bundles"),
                "sample.events/target/org.gallra.sample.events-1.0.0-SNAPSHOT.jar");
        if (Files.exists(sample)) {
            add(sample, jars);
        }
        all = new ClassFileImporter().importJars(jars);
    }

    private static void add(Path jar, List<JarFile> jars) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            Attributes manifest = file.getManifest().getMainAttributes();
            String name = manifest.getValue("Bundle-SymbolicName");
            // org.gallra.derby is Derby as one bundle and org.gallra.jetty part of Jetty's, and named so
            if (name != null && name.startsWith("org.gallra.")) {
                MANIFESTS.put(name.split(";")[0], manifest);
                jars.add(new JarFile(jar.toFile()));
            }
        }
    }

    @Test
    public void theScanSawEverything() {
        assertTrue(MANIFESTS.keySet().toString(), MANIFESTS.size() >= FEWEST_BUNDLES);
        long ours = all.stream()
                .filter(c -> c.getPackageName().startsWith("org.gallra."))
                .count();
        assertTrue("only " + ours + " classes", ours > FEWEST_CLASSES);
        assertTrue(MANIFESTS.containsKey("org.gallra.api"));
        assertTrue(MANIFESTS.containsKey("org.gallra.contact"));
    }

    @Test
    public void aBundleKnowsItselfAndTheApiOnly() {
        for (String bundle : MANIFESTS.keySet()) {
            noClasses()
                    .that(resideInAPackage(bundle + ".."))
                    .should()
                    .dependOnClassesThat(resideInAPackage("org.gallra..")
                            .and(not(resideInAnyPackage(bundle + "..", "org.gallra.api.."))))
                    .check(all);
        }
    }

    @Test
    public void theApiKnowsTheJdkOnly() {
        classes()
                .that(resideInAPackage("org.gallra.api.."))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "java..",
                        "javax.crypto..",
                        "javax.sql..",
                        "org.gallra.api..",
                        "org.jspecify..",
                        "org.osgi.annotation..",
                        "org.osgi.service.component.annotations.."))
                .check(all);
    }

    /** bnd takes what carries no mark for something that vendors implement: every new method of it would be a major change. */
    @Test
    public void everyTypeOfTheApiSaysWhoImplementsIt() {
        List<JavaClass> open = all.stream()
                .filter(c -> c.getPackageName().startsWith("org.gallra.api") && isPublic(c))
                .toList();
        assertTrue("only " + open.size() + " types", open.size() > FEWEST_API_TYPES);
        assertEquals(
                "types with neither @ProviderType nor @ConsumerType",
                List.of(),
                open.stream()
                        .filter(c -> c.isAnnotatedWith(ProviderType.class) == c.isAnnotatedWith(ConsumerType.class))
                        .map(JavaClass::getName)
                        .toList());
    }

    /** Only what vendors implement is for consumers; records, enums, classes and annotations grow with the core. */
    @Test
    public void onlyInterfacesAreForConsumers() {
        List<JavaClass> forConsumers = all.stream()
                .filter(c -> c.getPackageName().startsWith("org.gallra.api") && c.isAnnotatedWith(ConsumerType.class))
                .toList();
        assertTrue(forConsumers.toString(), forConsumers.stream().anyMatch(c -> c.getSimpleName()
                .equals("UiPanel")));
        assertEquals(
                List.of(),
                forConsumers.stream()
                        .filter(c -> !c.isInterface() || c.isAnnotation())
                        .map(JavaClass::getName)
                        .toList());
    }

    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && !type.isAnonymousClass()
                && !type.getSimpleName().equals("package-info")
                && type.getEnclosingClass().map(LayersIT::isPublic).orElse(true);
    }

    @Test
    public void ofOursOnlyTheApiIsExportedAndImported() {
        MANIFESTS.forEach((bundle, manifest) -> {
            for (String name : ours(manifest.getValue("Export-Package"))) {
                assertEquals(bundle + " exports " + name, "org.gallra.api", bundle);
            }
            for (String name : ours(manifest.getValue("Import-Package"))) {
                assertTrue(
                        bundle + " imports " + name,
                        name.equals("org.gallra.api") || name.startsWith("org.gallra.api."));
            }
            assertEquals(bundle, null, manifest.getValue("Require-Bundle"));
            assertEquals(bundle, null, manifest.getValue("DynamicImport-Package"));
        });
    }

    @Test
    public void everyClassLivesBelowTheNameOfItsBundle() {
        for (var type : all) {
            if (type.getPackageName().startsWith("org.gallra.")) {
                assertTrue(type.getName(), MANIFESTS.keySet().stream().anyMatch(b -> (type.getPackageName() + ".")
                        .startsWith(b + ".")));
            }
        }
    }

    @Test
    public void nobodyWritesToTheConsole() {
        noClasses()
                .that(resideInAPackage("org.gallra.."))
                .and()
                .doNotHaveFullyQualifiedName(
                        "org.gallra.backup.Restore") // a program of its own, which has nothing but a console
                .should()
                .accessField(System.class, "out")
                .check(all);
        noClasses()
                .that(resideInAPackage("org.gallra.."))
                .and()
                .doNotHaveFullyQualifiedName(
                        "org.gallra.backup.Restore") // a program of its own, which has nothing but a console
                .should()
                .accessField(System.class, "err")
                .check(all);
    }

    private static List<String> ours(String header) {
        List<String> names = new ArrayList<>();
        if (header != null) {
            // quoted parts hold commas and names that are no clauses
            Matcher matcher = PACKAGE.matcher(header.replaceAll("\"[^\"]*\"", ""));
            while (matcher.find()) {
                names.add(matcher.group(1));
            }
        }
        return names;
    }
}
