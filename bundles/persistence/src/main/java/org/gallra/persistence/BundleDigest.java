package org.gallra.persistence;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.osgi.framework.Bundle;

/**
 * The digest of all that a changelog can reach: everything in its bundle, since a changelog includes files and runs classes
 * of its own. The manifest is left out; it changes with every build.
 */
final class BundleDigest {

    private static final String MANIFEST = "/META-INF/MANIFEST.MF";

    private BundleDigest() {}

    /** Returns the digest of a bundle, of the changelog's name in it and of the version of what runs it. */
    static String of(Bundle bundle, String changelog, String runner) throws IOException {
        var entries = bundle.findEntries("/", "*", true);
        TreeMap<String, URL> files = new TreeMap<>();
        for (URL url : entries == null ? List.<URL>of() : Collections.list(entries)) {
            if (!url.getPath().endsWith("/") && !url.getPath().equals(MANIFEST)) {
                files.put(url.getPath(), url);
            }
        }
        MessageDigest digest = sha256();
        digest.update((runner + '\n' + changelog + '\n').getBytes(StandardCharsets.UTF_8));
        for (var file : files.entrySet()) {
            digest.update(file.getKey().getBytes(StandardCharsets.UTF_8));
            try (InputStream in = new DigestInputStream(file.getValue().openStream(), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
