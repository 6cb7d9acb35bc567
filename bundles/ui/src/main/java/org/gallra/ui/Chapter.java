package org.gallra.ui;

import gg.jte.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gallra.api.search.SearchWords;

/**
 * A chapter of the user guide in one language.
 *
 * @param href its address
 * @param title its heading, as text
 * @param markup what stands below the heading; its sections can be led to, as {@code s1}, {@code s2}, …
 * @param sections what is searched
 */
public record Chapter(String href, String title, String markup, List<Section> sections) {

    private static final Pattern HEADING = Pattern.compile("<h2[^>]*>(.*?)</h2>", Pattern.DOTALL);
    private static final int BEFORE = 8;
    private static final int AFTER = 18;

    /**
     * What stands below one heading.
     *
     * @param anchor where it stands in the chapter, or empty for what stands before the first heading
     * @param heading its heading as text, or empty
     * @param words its text, word by word
     */
    public record Section(String anchor, String heading, List<String> words) {}

    /**
     * A section that holds all words sought.
     *
     * @param href its address
     * @param title the chapter's heading
     * @param heading the section's, or empty
     * @param before what stands before the word that was found
     * @param word the word, or empty if it stands in a heading only
     * @param after what follows it
     * @param worth the greater, the nearer to what was meant
     */
    public record Hit(String href, String title, String heading, String before, String word, String after, int worth) {}

    /** Reads a chapter. */
    static Chapter of(String href, String title, String markup) {
        StringBuilder numbered = new StringBuilder();
        List<Section> sections = new ArrayList<>();
        Matcher heading = HEADING.matcher(markup);
        int from = 0;
        String anchor = "";
        String name = "";
        while (heading.find()) {
            sections.add(new Section(anchor, name, words(markup.substring(from, heading.start()))));
            anchor = "s" + sections.size();
            name = String.join(" ", words(heading.group(1)));
            numbered.append(markup, from, heading.start())
                    .append("<h2 id=\"" + anchor + "\">")
                    .append(heading.group(1))
                    .append("</h2>");
            from = heading.end();
        }
        sections.add(new Section(anchor, name, words(markup.substring(from))));
        return new Chapter(
                href,
                String.join(" ", words(title)),
                numbered.append(markup.substring(from)).toString(),
                List.copyOf(sections));
    }

    /** Returns the markup for the page. */
    public Content body() {
        return out -> out.writeContent(markup);
    }

    private static List<String> words(String markup) {
        String text = markup.replaceAll("</?(em|strong|kbd|code|a|b|i)\\b[^>]*>", "")
                .replaceAll("<[^>]*>", " ")
                .replace("&nbsp;", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&")
                .strip();
        return text.isEmpty() ? List.of() : List.of(text.split("\\s+"));
    }

    /** Returns the sections that hold all these words, each folded by {@link #folded}. */
    List<Hit> find(List<String> sought) {
        List<Hit> hits = new ArrayList<>();
        String inTitle = " " + folded(title);
        for (Section section : sections) {
            String inHeading = " " + folded(section.heading());
            List<String> folded = section.words().stream().map(Chapter::folded).toList();
            String text = " " + String.join(" ", folded);
            int worth = 0;
            for (String word : sought) {
                int one = 40 * worth(inTitle, word) * (section.anchor().isEmpty() ? 2 : 1)
                        + 20 * worth(inHeading, word)
                        + worth(text, word);
                worth = one == 0 || worth < 0 ? -1 : worth + one;
            }
            if (worth > 0) {
                hits.add(hit(section, folded, sought, worth));
            }
        }
        return hits;
    }

    /** The word itself tells more than one that begins so, and that more than one that holds it somewhere. */
    private static int worth(String text, String word) {
        return (text + " ").contains(" " + word + " ")
                ? 3
                : text.contains(" " + word) ? 2 : word.length() > 2 && text.contains(word) ? 1 : 0;
    }

    private Hit hit(Section section, List<String> folded, List<String> sought, int worth) {
        int place = -1;
        for (String word : sought) {
            for (int i = 0; i < folded.size() && place < 0; i++) {
                place = worth(" " + folded.get(i), word) > 0 ? i : -1;
            }
        }
        List<String> words = section.words();
        int begin = Math.max(0, place - BEFORE);
        int end = Math.min(words.size(), Math.max(place, 0) + AFTER);
        return new Hit(
                section.anchor().isEmpty() ? href : href + "#" + section.anchor(),
                title,
                section.heading(),
                (begin > 0 ? "… " : "") + String.join(" ", words.subList(begin, Math.max(begin, place))),
                place < 0 ? "" : words.get(place),
                String.join(" ", words.subList(place + 1, end)) + (end < words.size() ? " …" : ""),
                worth);
    }

    /** Returns a text as it is compared: lower case, without any marks. */
    static String folded(String text) {
        return SearchWords.fold(text).replace('{', 'a').replace('|', 'a').replace('}', 'o');
    }
}
