package org.gallra.blackbox;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** What a page must not have, whatever people wrote: a script but its own, something that runs, something that leads elsewhere. */
final class Harmless {

    /** Pictures of the guide lie beside its pages. */
    private static final String FOREIGN =
            "script:not([src^=/ui/a/]), iframe, object, embed, img:not([src^=/ui/]):not([src~=^[a-z-]+/[a-z-]+[.]webp$]), base,"
                    + " frame, frameset, marquee, applet, audio, video, math, link:not([href^=/ui/a/])";

    private static final List<String> LEADING = List.of("href", "action", "formaction", "src", "xlink:href");
    private static final Pattern ELSEWHERE = Pattern.compile("(?i)^\\s*(javascript|vbscript|data):");
    private static final Pattern MARKUP = Pattern.compile("<[A-Za-z/!?]");

    private Harmless() {}

    /** Returns what is wrong with a page; empty if nothing is. */
    static List<String> faults(Document page) {
        List<String> faults = new ArrayList<>();
        page.select(FOREIGN).forEach(element -> faults.add(element.outerHtml()));
        for (Element element : page.getAllElements()) {
            for (Attribute attribute : element.attributes()) {
                boolean leads = LEADING.contains(attribute.getKey())
                        && ELSEWHERE.matcher(attribute.getValue()).find();
                if (attribute.getKey().startsWith("on") || leads) {
                    faults.add(element.tagName() + " has " + attribute);
                }
            }
        }
        return faults;
    }

    /** Returns whether a text that holds elements stands in a page as it was written, so that a browser makes elements of it. */
    static boolean raw(String body, String text) {
        return MARKUP.matcher(text).find() && body.contains(text);
    }
}
