package org.gallra.extract.pdf;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/** The typeface of the documents, and what it can show. Both weights show the same characters. */
final class Fonts {

    static final String FAMILY = "Gallra";
    static final String REGULAR = "/fonts/DejaVuSansCondensed.ttf";
    static final String BOLD = "/fonts/DejaVuSansCondensed-Bold.ttf";

    /** The tag {@code GSUB}, and one that no reader knows. */
    private static final int SUBSTITUTIONS = 0x47535542;

    private static final int UNKNOWN = 0x78535542;

    private static final TrueTypeFont BOTH_REGULAR = parse(REGULAR);
    private static final TrueTypeFont BOTH_BOLD = parse(BOLD);
    private static final CmapLookup REGULAR_GLYPHS = glyphs(BOTH_REGULAR);
    private static final CmapLookup BOLD_GLYPHS = glyphs(BOTH_BOLD);

    private Fonts() {}

    /**
     * Opens a typeface without its table of substitutions: with it two letters f become one shape, and whoever copies or searches the text of the
     * document gets that shape's character in place of the letters.
     */
    static InputStream open(String name) {
        try (InputStream in = Fonts.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name);
            }
            ByteBuffer font = ByteBuffer.wrap(in.readAllBytes());
            for (int entry = 12; entry < 12 + 16 * font.getShort(4); entry += 16) {
                if (font.getInt(entry) == SUBSTITUTIONS) {
                    font.putInt(entry, UNKNOWN);
                }
            }
            return new ByteArrayInputStream(font.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the text with the characters that the typeface lacks, and those that turn the direction of reading without being
     * seen, as a backslash, {@code u} and four hex digits for each half.
     */
    static String shown(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.replace("\r\n", "\n")
                .replace('\r', '\n')
                .replace("\t", "    ")
                .codePoints()
                .forEach(c -> {
                    if (c == '\n' || shows(c)) {
                        shown.appendCodePoint(c);
                    } else {
                        for (char half : Character.toChars(c)) {
                            shown.append(String.format("\\u%04X", (int) half));
                        }
                    }
                });
        return shown.toString();
    }

    private static boolean shows(int c) {
        int type = Character.getType(c);
        return type != Character.FORMAT
                && type != Character.CONTROL
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR
                && REGULAR_GLYPHS.getGlyphId(c) != 0
                && BOLD_GLYPHS.getGlyphId(c) != 0;
    }

    private static TrueTypeFont parse(String name) {
        try (InputStream in = open(name)) {
            return new TTFParser().parse(new RandomAccessReadBuffer(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CmapLookup glyphs(TrueTypeFont font) {
        try {
            return font.getUnicodeCmapLookup();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
