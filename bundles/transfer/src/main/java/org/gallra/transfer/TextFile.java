package org.gallra.transfer;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.gallra.api.GallraException;
import org.gallra.api.Text;

/**
 * A file as text, with the character set that was recognized.
 *
 * @param text the text without byte order mark
 * @param encoding the name of the character set
 */
record TextFile(String text, String encoding) {

    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final int SAMPLE = 65_536;

    /** The letters that Swedish files hold most, in the character sets that are not Unicode. */
    private static final String LETTERS = "åäöÅÄÖéÉü";

    /** Recognizes the character set by byte order mark, by the places of zero bytes, then by what the bytes can be. */
    static TextFile decode(byte[] bytes) {
        if (starts(bytes, 0xEF, 0xBB, 0xBF)) {
            return new TextFile(text(bytes, 3, StandardCharsets.UTF_8), "UTF-8");
        }
        if (starts(bytes, 0xFF, 0xFE)) {
            return new TextFile(text(bytes, 2, StandardCharsets.UTF_16LE), "UTF-16LE");
        }
        if (starts(bytes, 0xFE, 0xFF)) {
            return new TextFile(text(bytes, 2, StandardCharsets.UTF_16BE), "UTF-16BE");
        }
        if (starts(bytes, 'P', 'K', 3, 4) || starts(bytes, 0xD0, 0xCF, 0x11, 0xE0)) {
            throw GallraException.invalid(
                    "file",
                    new Text(
                            "Det är en arbetsbok från ett kalkylprogram eller ett arkiv. Spara den som CSV och ladda upp den"
                                    + " filen.",
                            "This is a spreadsheet workbook or an archive. Save it as CSV and upload that file."));
        }
        int even = zeros(bytes, 0);
        int odd = zeros(bytes, 1);
        int sample = Math.min(bytes.length, SAMPLE) / 2;
        if (odd > sample / 2 && even < sample / 10) {
            return new TextFile(text(bytes, 0, StandardCharsets.UTF_16LE), "UTF-16LE");
        }
        if (even > sample / 2 && odd < sample / 10) {
            return new TextFile(text(bytes, 0, StandardCharsets.UTF_16BE), "UTF-16BE");
        }
        if (even + odd > sample / 10) {
            throw notText();
        }
        Charset charset = eightBit(bytes);
        return new TextFile(text(bytes, 0, charset), charset.name());
    }

    /** Returns how many lines end in it, as Windows, Unix or old Macintoshes end them. */
    int lineEnds() {
        int ends = 0;
        char before = ' ';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\r' || (c == '\n' && before != '\r')) {
                ends++;
            }
            before = c;
        }
        return ends;
    }

    /** Returns the error for a file that is neither of the formats. */
    static GallraException notText() {
        return GallraException.invalid(
                "file",
                new Text(
                        "Filen är varken CSV eller vCard. Exportera kontakterna som CSV (textfil) eller vCard (.vcf).",
                        "The file is neither CSV nor vCard. Export the contacts as CSV (text) or vCard (.vcf)."));
    }

    /** UTF-8 when nearly all bytes above ASCII are; a file cut off or glued together has a few that are not. */
    private static Charset eightBit(byte[] bytes) {
        int good = 0;
        int bad = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] < 0) {
                int length = sequence(bytes, i);
                if (length > 0) {
                    good++;
                    i += length - 1;
                } else {
                    bad++;
                }
            }
        }
        return bad == 0 || good > 10L * bad ? StandardCharsets.UTF_8 : older(bytes);
    }

    /** Returns how many bytes the UTF-8 sequence at this place has, or 0 if it is none. */
    private static int sequence(byte[] bytes, int at) {
        int first = bytes[at] & 0xFF;
        int length = first >= 0xF0 && first <= 0xF4 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0;
        if (length == 0 || first > 0xF4 || at + length > bytes.length) {
            return 0;
        }
        for (int i = at + 1; i < at + length; i++) {
            if ((bytes[i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    /** Windows-1252, unless the bytes make more Swedish letters as an old Macintosh or DOS file. */
    private static Charset older(byte[] bytes) {
        Charset best = WINDOWS;
        int most = letters(bytes, WINDOWS);
        for (String name : new String[] {"x-MacRoman", "IBM850"}) {
            if (Charset.isSupported(name) && letters(bytes, Charset.forName(name)) > most) {
                best = Charset.forName(name);
                most = letters(bytes, best);
            }
        }
        return best;
    }

    private static int letters(byte[] bytes, Charset charset) {
        boolean[] letter = new boolean[256];
        for (byte b : LETTERS.getBytes(charset)) {
            letter[b & 0xFF] = true;
        }
        int count = 0;
        for (byte b : bytes) {
            count += letter[b & 0xFF] ? 1 : 0;
        }
        return count;
    }

    private static int zeros(byte[] bytes, int from) {
        int count = 0;
        for (int i = from; i < Math.min(bytes.length, SAMPLE); i += 2) {
            count += bytes[i] == 0 ? 1 : 0;
        }
        return count;
    }

    private static String text(byte[] bytes, int from, Charset charset) {
        return new String(bytes, from, bytes.length - from, charset);
    }

    private static boolean starts(byte[] bytes, int... head) {
        for (int i = 0; i < head.length; i++) {
            if (bytes.length <= i || (bytes[i] & 0xFF) != head[i]) {
                return false;
            }
        }
        return true;
    }

    /** Returns the character set only: the text is personal data. */
    @Override
    public String toString() {
        return "TextFile[" + encoding + "]";
    }
}
