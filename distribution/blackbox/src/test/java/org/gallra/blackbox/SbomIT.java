package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of what the archive is made of is in it, and leaves nothing out. */
class SbomIT {

    @Test
    void everyJarIsListedWithItsSumAndWhatLivesInside() throws Exception {
        Path home = Distribution.home();
        JsonNode sbom = Api.JSON.readTree(home.resolve("sbom.cdx.json").toFile());
        assertThat(sbom.get("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(sbom.get("specVersion").asText()).isEqualTo("1.6");
        TreeSet<String> listed = new TreeSet<>();
        TreeSet<String> names = new TreeSet<>();
        sbom.get("components").forEach(component -> {
            listed.add(component.at("/hashes/0/content").asText());
            names.add(component.get("purl").asText());
        });
        TreeSet<String> there = new TreeSet<>();
        for (String folder : List.of("system", "lib")) {
            try (Stream<Path> files = Files.walk(home.resolve(folder))) {
                for (Path jar :
                        files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                    there.add(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar))));
                }
            }
        }
        assertThat(there).hasSizeGreaterThan(150);
        assertThat(listed).isEqualTo(there);
        assertThat(names).noneMatch(name -> name.contains("unknown"));
        assertThat(names)
                .anyMatch(name -> name.startsWith("pkg:maven/org.apache.felix/org.apache.felix.http.jetty12@"));
        // libraries that live in a bundle of ours, and what these hold themselves
        assertThat(sbom.get("components").findValuesAsText("purl"))
                .as("libraries inside of bundles")
                .anyMatch(name -> name.startsWith("pkg:maven/com.nimbusds/nimbus-jose-jwt@"))
                .anyMatch(name -> name.startsWith("pkg:maven/com.google.code.gson/gson@"))
                .anyMatch(name -> name.startsWith("pkg:maven/org.apache.derby/derby@10."))
                .anyMatch(name -> name.startsWith("pkg:maven/org.liquibase/liquibase-core@"))
                .noneMatch(name -> name.contains("unknown"));
        List<String> references = sbom.get("components").findValuesAsText("bom-ref");
        assertThat(references).doesNotHaveDuplicates();
    }
}
