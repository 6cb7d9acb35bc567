package org.gallra.blackbox;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** All forms that somebody meets who follows every link of the pages, and presses the buttons that lead to further pages. */
final class Forms {

    /** Forms whose answer is a page with a form of its own. */
    private static final Pattern OPENING =
            Pattern.compile("/ui/(anonymize|anonymize/preview|delete|assign|bulk/[^?]*|extract|search|help)(\\?.*)?");

    /** What identifies records, in addresses and in names of fields. */
    private static final Pattern ID = Pattern.compile(
            "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\\b[0-9a-f]{12,}\\b|\\b\\d+\\b");

    /** Addresses that end the login or are files. */
    private static final Pattern SPARED =
            Pattern.compile("/ui/(a/|logout|login|oidc).*|.*(/file|/picture|\\.(csv|json|pdf))\\b.*");

    private static final AtomicInteger NAMES = new AtomicInteger();

    /** Of a list with parameters in many shapes, this many are looked at. */
    private static final int PAGES = 600;

    /**
     * How to get to a page.
     *
     * @param method GET or POST
     * @param path the address
     * @param fields what a form sends
     */
    record Way(String method, String path, Map<String, String> fields) {

        static Way to(String path) {
            return new Way("GET", path, Map.of());
        }
    }

    /**
     * A form, as a browser would send it.
     *
     * @param page how to get to the page on which it stands
     * @param method GET or POST
     * @param action its address
     * @param fields what is in it
     */
    record Form(Way page, String method, String action, FormFields fields) {

        /** Returns what makes it the same form on another page, or when it is met again. */
        String key() {
            return method + " " + template(action);
        }

        /** Returns what it sends when nobody changes anything. */
        Way untouched() {
            return sent(fields.sent());
        }

        private Way sent(Map<String, String> values) {
            if (method.equals("POST")) {
                return new Way(method, action, values);
            }
            String path = action.replaceFirst("\\?.*", "");
            return Way.to(path + "?" + encoded(values));
        }

        /** Returns it with other values in some fields. */
        Way with(Map<String, String> changed) {
            Map<String, String> values = new LinkedHashMap<>(fields.sent());
            // many things have a name of their own
            values.replaceAll(
                    (name, value) -> value.equals(FormFields.SOMETHING) ? value + NAMES.incrementAndGet() : value);
            values.putAll(changed);
            return sent(values);
        }
    }

    private final Api browser;
    private final String cookie;
    private final Map<String, Form> forms = new LinkedHashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final Deque<Way> queue = new ArrayDeque<>();

    private Forms(Api admin) {
        this.browser = Api.anonymous(admin.url());
        this.cookie = "gallra_session=" + admin.token();
    }

    /** Walks all pages from these on; returns the walker. */
    static Forms walk(Api admin, List<String> starts) {
        Forms walker = new Forms(admin);
        starts.forEach(start -> walker.meet(Way.to(start)));
        while (!walker.queue.isEmpty()) {
            walker.visit(walker.queue.remove());
        }
        return walker;
    }

    /** Returns the forms, in the order in which they were met; the same form is there once. */
    List<Form> all() {
        return List.copyOf(forms.values());
    }

    /** Returns how many pages were met. */
    int pages() {
        return seen.size();
    }

    /** Returns a form as it is on a page now: that of the same address with most fields in common, as what a record has may have changed. */
    static Optional<Form> on(Form form, Api.Answer page) {
        return read(form.page(), Jsoup.parse(page.body())).stream()
                .filter(f -> f.key().equals(form.key()))
                .filter(f -> common(f, form) * 2 >= form.fields().names().size())
                .max(Comparator.comparingInt(f -> common(f, form)));
    }

    private static int common(Form one, Form other) {
        Set<String> both = new HashSet<>(one.fields().names());
        both.retainAll(other.fields().names());
        return both.size();
    }

    /** Sends a request of a browser; again, as its answer asks for, if it lost against another one. */
    Api.Answer send(Way way) {
        Api.Answer answer = once(way);
        for (int again = 0; again < 5 && lost(answer); again++) {
            answer = once(way);
        }
        return answer;
    }

    /** Any other 503 counts. */
    private static boolean lost(Api.Answer answer) {
        return answer.status() == 503 && answer.body().contains("i samma ögonblick");
    }

    private Api.Answer once(Way way) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(browser.url() + way.path()))
                .header("Cookie", cookie)
                .header("Accept-Language", "sv");
        if (way.method().equals("POST")) {
            request.header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(encoded(way.fields())));
        }
        return browser.send(request);
    }

    /** Sends it and follows where it leads. */
    Api.Answer arrive(Way way) {
        return follow(send(way));
    }

    /** Follows where an answer leads. */
    Api.Answer follow(Api.Answer first) {
        Api.Answer answer = first;
        for (int i = 0; i < 5 && answer.status() / 100 == 3; i++) {
            URI place = URI.create(
                    answer.response().headers().firstValue("Location").orElseThrow());
            answer = send(Way.to(place.getRawPath() + (place.getRawQuery() == null ? "" : "?" + place.getRawQuery())));
        }
        return answer;
    }

    private void meet(Way way) {
        if (!SPARED.matcher(way.path()).matches()
                && seen.size() < PAGES
                && seen.add(way.method() + template(way.path()))) {
            queue.add(way);
        }
    }

    private void visit(Way way) {
        Api.Answer answer = arrive(way);
        if (!answer.response().headers().firstValue("Content-Type").orElse("").startsWith("text/html")) {
            return;
        }
        Document page = Jsoup.parse(answer.body());
        page.select("a[href^=/ui]").eachAttr("href").forEach(href -> meet(Way.to(href.replaceFirst("#.*", ""))));
        for (Form form : read(way, page)) {
            forms.putIfAbsent(form.key() + form.fields().names(), form);
            if (OPENING.matcher(form.action()).matches()) {
                meet(form.untouched());
            }
        }
    }

    /** Returns the forms of a page, one for each address to which a button of them leads. */
    private static List<Form> read(Way way, Document page) {
        List<Form> found = new ArrayList<>();
        for (Element form : page.select("form:not(:has([name=userName][value=admin]))")) { // who walks keeps its login
            FormFields fields = FormFields.of(page, form);
            String action = form.hasAttr("action") ? form.attr("action") : way.path();
            String method = form.attr("method").equalsIgnoreCase("post") ? "POST" : "GET";
            Set<String> actions = new LinkedHashSet<>(List.of(action));
            actions.addAll(form.select("button[formaction]").eachAttr("formaction"));
            for (String one : actions) {
                String address = one.replaceFirst("#.*", "");
                if (address.startsWith("/ui") && !SPARED.matcher(address).matches()) {
                    found.add(new Form(way, method, address, fields));
                }
            }
        }
        return found;
    }

    /** Returns an address or a name without what identifies records and what is sealed. */
    static String template(String address) {
        int query = address.indexOf('?');
        String path =
                ID.matcher(query < 0 ? address : address.substring(0, query)).replaceAll("{}");
        if (query < 0) {
            return path;
        }
        return path
                + Pattern.compile("&")
                        .splitAsStream(address.substring(query + 1))
                        .map(pair -> ID.matcher(pair.replaceFirst("=.*", "")).replaceAll("{}"))
                        .sorted()
                        .distinct()
                        .collect(Collectors.joining("&", "?", ""));
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(e -> encoded(e.getKey()) + "=" + encoded(e.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
