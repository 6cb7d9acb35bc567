import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;
import java.util.jar.Attributes;
import java.util.jar.JarInputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Writes down what the archive is made of, as CycloneDX 1.6: every jar with its coordinates, sum and licence, and what lives inside of it.
 * It reads the files themselves and not what some build says of them. Called when the distribution is built, before it is packed:
 * {@code java Sbom.java ASSEMBLY VERSION TIMESTAMP}.
 */
final class Sbom {

    /** A library. */
    private record Component(String group, String name, String version, String licence, String sum, List<Component> inside) {

        String purl() {
            return "pkg:maven/" + group + "/" + name + "@" + version;
        }
    }

    private static final Pattern VERSION = Pattern.compile("-([0-9][\\w.]*)$");

    /** Those that say nowhere inside what Maven calls them, by the name of the file that holds them in a bundle of ours. */
    private static final Map<String, String[]> UNNAMED = Map.of(
            "zxcvbn", new String[] {"com.nulab-inc", "zxcvbn"},
            "derby", new String[] {"org.apache.derby", "derby"},
            "derbyshared", new String[] {"org.apache.derby", "derbyshared"},
            "derbytools", new String[] {"org.apache.derby", "derbytools"},
            "liquibase-core", new String[] {"org.liquibase", "liquibase-core"});

    private Sbom() {}

    public static void main(String[] arguments) throws IOException {
        Path assembly = Path.of(arguments[0]);
        Map<String, Component> all = new TreeMap<>();
        for (String folder : List.of("system", "lib")) {
            try (Stream<Path> files = Files.walk(assembly.resolve(folder))) {
                for (Path file : files.filter(f -> f.toString().endsWith(".jar")).sorted().toList()) {
                    Component found = of(Files.readAllBytes(file), coordinates(assembly.resolve(folder), file));
                    all.putIfAbsent(found.purl() + found.sum, found);
                }
            }
        }
        StringBuilder json = new StringBuilder();
        json.append("{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"serialNumber\":\"urn:uuid:")
                .append(UUID.nameUUIDFromBytes(all.keySet().toString().getBytes(StandardCharsets.UTF_8)))
                .append("\",\"version\":1,\"metadata\":{\"timestamp\":")
                .append(text(arguments[2]))
                .append(",\"component\":{\"type\":\"application\",\"bom-ref\":\"gallra\",\"group\":\"org.gallra\",\"name\":\"gallra\",")
                .append("\"version\":")
                .append(text(arguments[1]))
                .append("}},\"components\":[\n");
        append(json, new ArrayList<>(all.values()), "", ",\n");
        json.append("\n]}\n");
        Files.writeString(assembly.resolve("sbom.cdx.json"), json);
    }

    /** Returns group, name and version as the place in a Maven repository says them; else the name of the file. */
    private static String[] coordinates(Path root, Path file) {
        Path place = root.relativize(file);
        int depth = place.getNameCount();
        String name = file.getFileName().toString();
        if (depth >= 4 && name.startsWith(place.getName(depth - 3) + "-" + place.getName(depth - 2))) {
            return new String[] {
                place.subpath(0, depth - 3).toString().replace('/', '.'),
                place.getName(depth - 3).toString(),
                place.getName(depth - 2).toString()
            };
        }
        return new String[] {"", name.substring(0, name.length() - 4), ""};
    }

    private static Component of(byte[] jar, String[] known) throws IOException {
        String licence = "";
        String bundle = "";
        String version = "";
        try (JarInputStream in = new JarInputStream(new ByteArrayInputStream(jar))) {
            if (in.getManifest() != null) {
                Attributes main = in.getManifest().getMainAttributes();
                licence = or(main.getValue("Bundle-License"), "");
                bundle = or(main.getValue("Bundle-SymbolicName"), "").replaceFirst(";.*", "");
                version = or(main.getValue("Implementation-Version"), or(main.getValue("Bundle-Version"), ""))
                        .replaceFirst("[ _].*", "");
            }
        }
        List<Component> inside = new ArrayList<>();
        List<String[]> poms = new ArrayList<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.getName().endsWith(".jar")) {
                    String file = entry.getName().replaceFirst(".*/", "");
                    inside.add(of(in.readAllBytes(), new String[] {"", file.substring(0, file.length() - 4), ""}));
                } else if (entry.getName().matches("META-INF/maven/[^/]+/[^/]+/pom\\.properties")) {
                    poms.add(pom(in));
                }
            }
        }
        String[] own = known;
        if (own[0].isEmpty() && !poms.isEmpty()) {
            // several: the one that the file is called by, else the first
            own = poms.stream().filter(p -> known[1].startsWith(p[1])).findFirst().orElse(poms.get(0));
        } else if (own[0].isEmpty()) {
            own = UNNAMED.getOrDefault(known[1].replaceFirst(VERSION.pattern(), ""), new String[] {"unknown", bundle.isEmpty() ? known[1] : bundle}).clone();
            Matcher named = VERSION.matcher(known[1]);
            String said = named.find() ? named.group(1) : version;
            own = new String[] {own[0], own[1], said.isEmpty() ? "unknown" : said};
        }
        String[] self = own;
        for (String[] pom : poms) {
            if (!pom[1].equals(self[1])) {
                inside.add(new Component(pom[0], pom[1], pom[2], "", "", List.of()));
            }
        }
        return new Component(own[0], own[1], own[2], licence, sum(jar), inside);
    }

    private static String[] pom(InputStream in) throws IOException {
        Properties read = new Properties();
        read.load(new ByteArrayInputStream(in.readAllBytes()));
        return new String[] {
            read.getProperty("groupId", "unknown"),
            read.getProperty("artifactId", "unknown"),
            read.getProperty("version", "unknown")
        };
    }

    private static void append(StringBuilder json, List<Component> components, String path, String between) {
        for (int i = 0; i < components.size(); i++) {
            Component component = components.get(i);
            String reference = path + component.purl() + "#" + i;
            json.append(i == 0 ? "" : between)
                    .append("{\"type\":\"library\",\"bom-ref\":")
                    .append(text(reference))
                    .append(",\"group\":")
                    .append(text(component.group))
                    .append(",\"name\":")
                    .append(text(component.name))
                    .append(",\"version\":")
                    .append(text(component.version))
                    .append(",\"purl\":")
                    .append(text(component.purl()));
            if (!component.sum.isEmpty()) {
                json.append(",\"hashes\":[{\"alg\":\"SHA-256\",\"content\":\"").append(component.sum).append("\"}]");
            }
            if (!component.licence.isEmpty()) {
                json.append(",\"licenses\":[{\"license\":{\"name\":").append(text(component.licence)).append("}}]");
            }
            if (!component.inside.isEmpty()) {
                json.append(",\"components\":[");
                append(json, component.inside, reference + "/", ",");
                json.append(']');
            }
            json.append('}');
        }
    }

    private static String or(String value, String other) {
        return value == null ? other : value;
    }

    private static String sum(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static String text(String value) {
        StringBuilder escaped = new StringBuilder("\"");
        for (char c : value.toCharArray()) {
            if (c < ' ') {
                escaped.append(' ');
            } else if (c == '"' || c == '\\') {
                escaped.append('\\').append(c);
            } else {
                escaped.append(c);
            }
        }
        return escaped.append('"').toString();
    }
}
