package org.gallra.extract.pdf;

import com.openhtmltopdf.bidi.BidiReorderer;
import com.openhtmltopdf.bidi.BidiSplitter;
import com.openhtmltopdf.bidi.BidiTextRun;
import java.text.Bidi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Tells which parts of a paragraph are read from the right (Hebrew, Arabic), by the algorithm of Unicode as the JDK has it. A renderer draws from
 * the left: what is read from the right is handed to it turned round. Letters of Arabic keep the shape that they have alone.
 */
final class Directions implements BidiSplitter {

    /** Turns what is read from the right. */
    static final BidiReorderer REORDERER = new Reorderer();

    private static final Pattern CLUSTER = Pattern.compile("\\X");
    private static final Map<String, String> MIRRORED =
            Map.of("(", ")", ")", "(", "[", "]", "]", "[", "{", "}", "}", "{", "<", ">", ">", "<", "«", "»", "»", "«");

    private List<BidiTextRun> parts = List.of();

    /** Numbers between words that are read from the right belong to them: in a line, parts stand in the order that they are written in. */
    @Override
    public void setParagraph(String paragraph, byte direction) {
        Bidi bidi = new Bidi(
                paragraph,
                switch (direction) {
                    case RTL -> Bidi.DIRECTION_RIGHT_TO_LEFT;
                    case LTR -> Bidi.DIRECTION_LEFT_TO_RIGHT;
                    default -> Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT;
                });
        List<BidiTextRun> found = new ArrayList<>();
        int start = 0;
        for (int run = 0; run < bidi.getRunCount(); run++) {
            boolean last = run + 1 == bidi.getRunCount();
            boolean turned = bidi.getRunLevel(run) > 0;
            if (last || turned != bidi.getRunLevel(run + 1) > 0) {
                int end = bidi.getRunLimit(run);
                found.add(new BidiTextRun(start, end - start, turned ? RTL : LTR));
                start = end;
            }
        }
        parts = List.copyOf(found);
    }

    @Override
    public int countTextRuns() {
        return parts.size();
    }

    @Override
    public BidiTextRun getVisualRun(int run) {
        return parts.get(run);
    }

    @Override
    public byte getBaseDirection(String paragraph) {
        return paragraph
                .codePoints()
                .map(Character::getDirectionality)
                .filter(direction -> direction == Character.DIRECTIONALITY_LEFT_TO_RIGHT
                        || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                        || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC)
                .mapToObj(direction -> direction == Character.DIRECTIONALITY_LEFT_TO_RIGHT ? LTR : RTL)
                .findFirst()
                .orElse(NEUTRAL);
    }

    private static final class Reorderer implements BidiReorderer {

        /** Turns a part that is read from the right, but for the numbers in it; a letter keeps its marks behind it. */
        @Override
        public String reorderRTLTextToLTR(String part) {
            Bidi bidi = new Bidi(part, Bidi.DIRECTION_RIGHT_TO_LEFT);
            StringBuilder turned = new StringBuilder(part.length());
            for (int run = bidi.getRunCount() - 1; run >= 0; run--) {
                String text = part.substring(bidi.getRunStart(run), bidi.getRunLimit(run));
                turned.append(bidi.getRunLevel(run) % 2 == 0 ? text : turned(text));
            }
            return turned.toString();
        }

        private static String turned(String text) {
            StringBuilder turned = new StringBuilder(text.length());
            CLUSTER.matcher(text)
                    .results()
                    .forEach(found -> turned.insert(0, MIRRORED.getOrDefault(found.group(), found.group())));
            return turned.toString();
        }

        @Override
        public String shapeText(String text) {
            return text;
        }

        @Override
        public String deshapeText(String text) {
            return text;
        }

        @Override
        public boolean isLiveImplementation() {
            return true;
        }
    }
}
