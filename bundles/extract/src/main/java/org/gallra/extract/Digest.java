package org.gallra.extract;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.gallra.api.Text;
import org.gallra.api.extract.RegisterExtract.Row;
import org.gallra.api.extract.RegisterExtract.Section;
import org.jspecify.annotations.Nullable;

/**
 * The digest over what an extract holds, made so that anybody can make it again from the JSON or XML file: {@code docs/extract.md}
 * has the recipe, and a test runs it.
 */
final class Digest {

    private final MessageDigest sha;

    private Digest() {
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String of(List<Section> sections, Locale language) {
        Digest digest = new Digest();
        for (Section section : sections) {
            digest.add("section", section.record());
            for (Row row : section.rows()) {
                digest.add("row", Integer.toString(row.shared()));
                row.values().forEach((field, value) -> digest.add(field, text(value, language)));
                digest.add("company", row.company());
                row.others().forEach(other -> digest.add("other", other));
            }
        }
        return HexFormat.of().formatHex(digest.sha.digest());
    }

    /** A name, the number of bytes, and the text; nothing if there is none. */
    private void add(String name, @Nullable String text) {
        if (text != null) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            sha.update((name + "=" + bytes.length + ":").getBytes(StandardCharsets.UTF_8));
            sha.update(bytes);
            sha.update((byte) '\n');
        }
    }

    /** Returns a value as the files for machines write it; null stays null. */
    static @Nullable String text(@Nullable Object value, Locale language) {
        if (value == null) {
            return null;
        }
        if (value instanceof Text words) {
            return words.in(language);
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        return value instanceof byte[] bytes ? Base64.getEncoder().encodeToString(bytes) : value.toString();
    }
}
