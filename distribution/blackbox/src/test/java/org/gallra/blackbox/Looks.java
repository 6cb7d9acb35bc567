package org.gallra.blackbox;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;

/**
 * Looks at answers: no 5xx, no element but our own, nothing that was sent shown as it is. What a page consists of is looked at by its elements and
 * their attributes; what was harmless once is harmless again, so that most pages need not be parsed. For several threads.
 */
final class Looks {

    private static final Pattern TAG = Pattern.compile("<[A-Za-z!/?](?:[^<>\"']++|\"[^\"]*+\"|'[^']*+'|<)*+>?");
    private static final Pattern ATTRIBUTE =
            Pattern.compile("([^\\s\"'<>/=]++)\\s*+(?:=\\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\\s\"'>]++)))?");
    /** Those whose values count too. */
    private static final Pattern WHOLE = Pattern.compile(
            "(?i)<(script|iframe|object|embed|img|base|frame|frameset|marquee|applet|audio|video|math|link|meta|[!?]).*",
            Pattern.DOTALL);

    private static final Pattern LEADING = Pattern.compile("(?i)href|action|formaction|src|xlink:href");
    private static final Pattern ELSEWHERE = Pattern.compile("(?i)^\\s*(javascript|vbscript|data):");
    private static final Pattern WRONG = Pattern.compile("\\saria-invalid=\"true\"");
    private static final Pattern NAME = Pattern.compile("\\sname=\"([^\"]*)\"");

    private final Set<String> harmless = ConcurrentHashMap.newKeySet();
    private final Set<String> faults = Collections.synchronizedSet(new LinkedHashSet<>());

    /** Looks at what somewhere was answered to texts. */
    void judge(String where, Api.Answer answer, Collection<String> texts) {
        if (answer.status() >= 500) {
            faults.add(where + " answered " + answer.status() + " to " + shown(texts));
        } else if (answer.status() / 100 != 3 && html(answer)) {
            String body = answer.body();
            Set<String> unknown = tags(body).collect(Collectors.toCollection(TreeSet::new));
            unknown.removeAll(harmless);
            if (!unknown.isEmpty()) {
                List<String> wrong = Harmless.faults(Jsoup.parse(body));
                wrong.forEach(fault -> faults.add(where + " shows " + fault + " after " + shown(texts)));
                if (wrong.isEmpty()) {
                    harmless.addAll(unknown);
                }
            }
            for (String text : texts) {
                if (Harmless.raw(body, text)) {
                    faults.add(where + " shows as it is " + shown(List.of(text)));
                }
            }
        }
    }

    /** Returns each element as its name, the names of its attributes, and whether one of them leads elsewhere. */
    private static java.util.stream.Stream<String> tags(String body) {
        return TAG.matcher(body)
                .results()
                .map(tag -> WHOLE.matcher(tag.group()).matches() ? tag.group() : described(tag.group()));
    }

    private static String described(String tag) {
        StringBuilder all = new StringBuilder();
        Matcher attributes = ATTRIBUTE.matcher(tag);
        while (attributes.find()) {
            String name = attributes.group(1).toLowerCase(Locale.ROOT);
            all.append(name).append(' ');
            if (LEADING.matcher(name).matches()
                    && ELSEWHERE.matcher(value(attributes)).find()) {
                all.append("elsewhere ");
            }
        }
        return all.toString();
    }

    private static String value(Matcher attribute) {
        for (int i = 2; i <= 4; i++) {
            if (attribute.group(i) != null) {
                return attribute.group(i);
            }
        }
        return "";
    }

    /** Returns the names of the fields that a page says are wrong. */
    static Set<String> wrong(Api.Answer answer) {
        if (!html(answer) || !answer.body().contains("aria-invalid=\"true\"")) {
            return Set.of();
        }
        return TAG.matcher(answer.body())
                .results()
                .map(tag -> tag.group())
                .filter(tag -> WRONG.matcher(tag).find())
                .map(NAME::matcher)
                .filter(Matcher::find)
                .map(name -> name.group(1))
                .collect(Collectors.toSet());
    }

    private static boolean html(Api.Answer answer) {
        return answer.response().headers().firstValue("Content-Type").orElse("").startsWith("text/html");
    }

    private static String shown(Collection<String> texts) {
        String all = texts.toString();
        return all.length() > 300 ? all.substring(0, 300) + "…" : all;
    }

    /** Adds what somebody else found. */
    void found(String fault) {
        faults.add(fault);
    }

    /** Returns what is wrong. */
    Set<String> faults() {
        return faults;
    }
}
