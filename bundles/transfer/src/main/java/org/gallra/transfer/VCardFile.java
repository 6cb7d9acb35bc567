package org.gallra.transfer;

import com.github.mangstadt.vinnie.SyntaxStyle;
import com.github.mangstadt.vinnie.VObjectProperty;
import com.github.mangstadt.vinnie.io.Context;
import com.github.mangstadt.vinnie.io.SyntaxRules;
import com.github.mangstadt.vinnie.io.VObjectDataAdapter;
import com.github.mangstadt.vinnie.io.VObjectReader;
import com.github.mangstadt.vinnie.io.Warning;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.gallra.api.Text;
import org.gallra.api.transfer.ImportService.Format;
import org.jspecify.annotations.Nullable;

/** Reads vCards 2.1, 3.0 and 4.0: the file is cut into cards first, so that a broken one costs only itself. */
final class VCardFile {

    private static final Pattern BEGIN = Pattern.compile("(?i)\\s*BEGIN\\s*:\\s*VCARD\\s*");
    private static final Pattern END = Pattern.compile("(?i)\\s*END\\s*:\\s*VCARD\\s*");
    private static final Pattern AGENT = Pattern.compile("(?i)(?:[\\w-]+\\.)?AGENT[^:]*:\\s*");
    private static final Pattern ANYWHERE = Pattern.compile("(?im)^[ \\t]*BEGIN[ \\t]*:[ \\t]*VCARD[ \\t]*$");
    private static final Pattern PICTURE = Pattern.compile("(?i)(?:[\\w-]+\\.)?(?:PHOTO|LOGO|SOUND|KEY)[;:].*");
    private static final int HEAD = 100_000;
    /** Of a card; no person has as many. */
    private static final int MAX_PROPERTIES = 300;

    /** A card as lines of the file. */
    private static final class Card {

        private final long line;
        private final StringBuilder text = new StringBuilder();
        private boolean ended;

        private Card(long line) {
            this.line = line;
        }
    }

    private VCardFile() {}

    static boolean recognizes(String text) {
        return ANYWHERE.matcher(text.substring(0, Math.min(text.length(), HEAD)))
                .find();
    }

    static Sheet read(TextFile file) {
        Map<String, Sheet.Column> columns = new LinkedHashMap<>();
        List<Map<String, String>> values = new ArrayList<>();
        List<Card> cards = cards(file.text());
        List<List<Sheet.Note>> notes = new ArrayList<>();
        List<@Nullable Text> refusals = new ArrayList<>();
        for (Card card : cards) {
            List<Sheet.Note> found = new ArrayList<>();
            List<VObjectProperty> properties = properties(card, found);
            VCardValues read = VCardValues.of(properties);
            read.columns().forEach(columns::putIfAbsent);
            if (columns.size() > Sheet.MAX_COLUMNS) {
                throw Sheet.tooManyColumns();
            }
            values.add(read.values());
            refusals.add(read.refusal());
            notes.add(found);
        }
        List<String> keys = List.copyOf(columns.keySet());
        List<Sheet.Row> rows = new ArrayList<>();
        for (int i = 0; i < cards.size(); i++) {
            Map<String, String> card = values.get(i);
            @Nullable String[] cells = keys.stream().map(card::get).toArray(String[]::new);
            rows.add(new Sheet.Row(cards.get(i).line, cells, refusals.get(i), notes.get(i)));
        }
        return new Sheet(Format.VCARD, file.encoding(), null, List.copyOf(columns.values()), rows);
    }

    private static List<Card> cards(String text) {
        List<Card> cards = new ArrayList<>();
        @Nullable Card card = null;
        int nested = 0;
        String before = "";
        long number = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            number++;
            if (BEGIN.matcher(line).matches()) {
                if (card != null
                        && !card.ended
                        && (nested > 0 || AGENT.matcher(before).matches())) {
                    nested++;
                } else {
                    card = new Card(number);
                    cards.add(card);
                    if (cards.size() > Sheet.MAX_ROWS) {
                        throw Sheet.tooManyRows();
                    }
                }
            } else if (END.matcher(line).matches() && nested > 0) {
                nested--;
            } else if (END.matcher(line).matches() && card != null) {
                card.ended = true;
            } else if (card != null && !card.ended && nested == 0) {
                card.text.append(line).append('\n');
            }
            before = line.isBlank() ? before : line;
        }
        return cards;
    }

    private static List<VObjectProperty> properties(Card card, List<Sheet.Note> notes) {
        List<VObjectProperty> properties = new ArrayList<>();
        SyntaxRules rules = SyntaxRules.vcard();
        rules.setDefaultSyntaxStyle(SyntaxStyle.OLD);
        VObjectReader reader = new VObjectReader(new StringReader("BEGIN:VCARD\n" + card.text + "END:VCARD\n"), rules);
        reader.setDefaultQuotedPrintableCharset(StandardCharsets.ISO_8859_1);
        reader.setCaretDecodingEnabled(true);
        boolean[] unreadable = new boolean[1];
        boolean[] tooMany = new boolean[1];
        try (reader) {
            reader.parse(new VObjectDataAdapter() {
                @Override
                public void onProperty(VObjectProperty property, Context context) {
                    if (properties.size() >= MAX_PROPERTIES) {
                        tooMany[0] = true;
                        return;
                    }
                    unicode(property);
                    properties.add(property);
                }

                @Override
                public void onVersion(String value, Context context) {
                    properties.add(new VObjectProperty("VERSION", value));
                }

                @Override
                public void onWarning(
                        Warning warning, @Nullable VObjectProperty property, @Nullable Exception e, Context context) {
                    unreadable[0] |= !PICTURE.matcher(context.getUnfoldedLine()).matches();
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a StringReader has no such errors
        }
        if (tooMany[0]) {
            notes.add(new Sheet.Note(
                    null,
                    new Text(
                            "Kortet har fler än " + MAX_PROPERTIES + " uppgifter; resten är inte med.",
                            "The card has more than " + MAX_PROPERTIES + " entries; the rest is left out.")));
        }
        if (unreadable[0]) {
            notes.add(new Sheet.Note(
                    null,
                    new Text(
                            "Kortet har rader som inte går att läsa. Kontrollera kontakten efteråt.",
                            "The card has lines that cannot be read. Check the contact afterwards.")));
        }
        if (!card.ended) {
            notes.add(new Sheet.Note(
                    null,
                    new Text(
                            "Kortet slutar utan END:VCARD. Kontrollera att inget saknas.",
                            "The card ends without END:VCARD. Check that nothing is missing.")));
        }
        return properties;
    }

    /** Quoted-printable without a character set was decoded byte by byte: it is UTF-8 if it can be, else Windows-1252. */
    private static void unicode(VObjectProperty property) {
        String value = property.getValue();
        boolean bytes = property.getParameters().isQuotedPrintable()
                && property.getParameters().first("CHARSET") == null
                && value.chars().allMatch(c -> c < 256)
                && value.chars().anyMatch(c -> c > 127);
        if (!bytes) {
            return;
        }
        byte[] raw = value.getBytes(StandardCharsets.ISO_8859_1);
        try {
            property.setValue(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(raw))
                    .toString());
        } catch (CharacterCodingException e) {
            property.setValue(new String(raw, Charset.forName("windows-1252")));
        }
    }
}
