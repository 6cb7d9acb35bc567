package org.gallra.extract.pdf;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/** The typeface of the documents, and what it can show. Both weights show the same characters. */
final class Fonts {

    static final String FAMILY = "Gallra";
    static final String REGULAR = "/fonts/DejaVuSansCondensed.ttf";
    static final String BOLD = "/fonts/DejaVuSansCondensed-Bold.ttf";

    private static final TrueTypeFont BOTH_REGULAR = parse(REGULAR);
    private static final TrueTypeFont BOTH_BOLD = parse(BOLD);
    private static final CmapLookup REGULAR_GLYPHS = glyphs(BOTH_REGULAR);
    private static final CmapLookup BOLD_GLYPHS = glyphs(BOTH_BOLD);

    private Fonts() {}

    static InputStream open(String name) {
        InputStream in = Fonts.class.getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException(name);
        }
        return in;
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
