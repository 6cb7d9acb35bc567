package org.gallra.blackbox;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jsoup.Jsoup;

/** Writes texts into every field of every form, one field at a time, and looks at what comes of it. */
final class NaughtyForms {

    /**
     * A field of a form.
     *
     * @param form the form
     * @param field its name
     */
    record Place(Forms.Form form, String field) {

        @Override
        public String toString() {
            return form.key() + " " + field;
        }
    }

    /** A request that was refused. */
    private record Refused(Place place, Forms.Way way) {}

    private final GallraServer server;
    private final Forms forms;
    private final List<String> faults = new ArrayList<>();
    private final List<String> ended = new ArrayList<>();
    private int sent;
    private int refused;
    private int taken;

    NaughtyForms(GallraServer server, Forms forms) {
        this.server = server;
        this.forms = forms;
    }

    /** Returns all fields of all forms but the secret of the login; the same field of the same form on another record is there once. */
    List<Place> places() {
        Map<String, Place> places = new LinkedHashMap<>();
        for (Forms.Form form : forms.all()) {
            for (String field : form.fields().names()) {
                if (!field.equals("_csrf")) {
                    places.putIfAbsent(form.key() + " " + Forms.template(field), new Place(form, field));
                }
            }
        }
        return List.copyOf(places.values());
    }

    /** Tries places. What was refused is sent once more, by so many places at a time, to see that it leaves nothing behind. */
    void attempt(List<Place> places, IntFunction<List<String>> texts, int together) throws SQLException {
        List<Refused> again = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            again.addAll(attempt(places.get(i), texts.apply(i)));
            if ((i + 1) % together == 0 || i == places.size() - 1) {
                leavesNothing(again);
                again.clear();
            }
        }
    }

    private List<Refused> attempt(Place place, List<String> texts) {
        List<Refused> all = new ArrayList<>();
        Forms.Form form = place.form();
        for (String text : texts) {
            Forms.Way way = form.with(place.field(), text);
            Api.Answer answer = look(place, way, text);
            if (answer.status() / 100 == 3) {
                taken++;
                Api.Answer page = forms.follow(answer);
                judge(place, page, text);
                if (form.method().equals("POST")) {
                    var now = forms.again(form, Jsoup.parse(page.body()));
                    if (now.isEmpty()) {
                        ended.add(place.toString());
                        return all;
                    }
                    form = now.get();
                }
            } else if (answer.status() >= 400) {
                refused++;
                all.add(new Refused(place, way));
            }
        }
        return all;
    }

    private Api.Answer look(Place place, Forms.Way way, String text) {
        sent++;
        Api.Answer answer = forms.send(way);
        judge(place, answer, text);
        return answer;
    }

    private void judge(Place place, Api.Answer answer, String text) {
        if (answer.status() >= 500) {
            faults.add(place + " answered " + answer.status() + " to " + shown(text));
        } else if (answer.status() / 100 != 3 && html(answer)) {
            Harmless.faults(Jsoup.parse(answer.body()))
                    .forEach(fault -> faults.add(place + " shows " + fault + " after " + shown(text)));
            if (Harmless.raw(answer.body(), text)) {
                faults.add(place + " shows as it is " + shown(text));
            }
        }
    }

    private static boolean html(Api.Answer answer) {
        return answer.response().headers().firstValue("Content-Type").orElse("").startsWith("text/html");
    }

    private static String shown(String text) {
        return "\"" + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + "\"";
    }

    /** What is taken at the second time, since something else has changed meanwhile, is left out of the comparison. */
    private void leavesNothing(List<Refused> all) throws SQLException {
        List<Refused> left = new ArrayList<>(all);
        while (!left.isEmpty()) {
            Map<String, String> before = Stored.of(server);
            if (before.isEmpty() || !left.removeIf(one -> forms.send(one.way()).status() < 400)) {
                Map<String, String> after = Stored.of(server);
                if (!after.equals(before)) {
                    after.entrySet().removeAll(before.entrySet());
                    faults.add("Refused and yet stored, at " + left.get(0).place() + " to "
                            + left.get(left.size() - 1).place() + ": " + after);
                }
                return;
            }
        }
    }

    /** Returns what is wrong. */
    List<String> faults() {
        return faults;
    }

    /** Returns the places whose form went with what was taken, so that some texts were not tried there. */
    List<String> ended() {
        return ended;
    }

    /** Returns the figures. */
    @Override
    public String toString() {
        return sent + " sent, " + refused + " refused, " + taken + " taken; " + ended.size() + " places ended early: "
                + ended;
    }
}
