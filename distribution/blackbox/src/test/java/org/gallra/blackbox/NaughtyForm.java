package org.gallra.blackbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One form that gets text after text. All its fields get different ones at once; when it is refused, those that it names have had theirs, and the others
 * get theirs again beside good values of those. So each field has each text in a request that was taken, or that was refused because of it.
 */
final class NaughtyForm {

    private static final List<String> STRINGS = NaughtyStrings.all();
    /** So often a field is refused alone before it gets its texts alone from the start. */
    private static final int LEARNED = 2;
    /** A password is checked slowly on purpose: its fields get every so manieth text. */
    private static final int SLOW = 16;

    /** Every so manieth page to which it leads is looked at beside its own, and every so manieth refusal of one field is kept. */
    private static final int SELDOM = 8;

    private final Api admin;
    private final Forms forms;
    private final Looks looks;
    private final List<String> fields;
    private final Map<String, Integer> alone = new HashMap<>();
    private final List<Map<String, String>> refused = new ArrayList<>();
    private Forms.Form form;
    private boolean ended;
    /** Whether it stays the same when it is taken, so that it need not be read again each time. */
    private boolean steady;

    private int sent;
    private int taken;
    private int refusals;
    private int pairs;
    /** How often it was looked in vain whether somebody else had changed what the form is about. */
    private int looked;

    /**
     * Begins with a form as it is.
     *
     * @param admin the login by which the forms were met
     * @param fields those that get texts
     */
    NaughtyForm(Api admin, Forms forms, Looks looks, Forms.Form form, List<String> fields) {
        this.admin = admin;
        this.forms = forms;
        this.looks = looks;
        this.form = form;
        this.fields = fields;
    }

    /** Gives each field one text, another one at each turn: as many turns as there are texts give each field all of them. */
    void turn(int turn) {
        Map<String, String> together = new LinkedHashMap<>();
        for (int i = 0; i < fields.size() && !ended; i++) {
            String field = fields.get(i);
            String text = STRINGS.get((turn + i * 37) % STRINGS.size());
            if (password(field)) {
                if ((turn + i * 5) % SLOW == 0) {
                    cover(Map.of(field, text));
                    passwordIs(GallraServer.PASSWORD); // who gets in may try again at once
                }
            } else if (alone.getOrDefault(field, 0) >= LEARNED) {
                cover(Map.of(field, text));
            } else {
                together.put(field, text);
            }
        }
        cover(together);
    }

    private boolean password(String field) {
        return GallraServer.PASSWORD.equals(form.fields().sent().get(field))
                || field.toLowerCase(java.util.Locale.ROOT).contains("password");
    }

    private void cover(Map<String, String> texts) {
        cover(texts, false);
    }

    /**
     * Sends texts until each was looked at.
     *
     * @param fresh whether the form was taken from its page just now
     */
    private void cover(Map<String, String> texts, boolean fresh) {
        if (ended || texts.isEmpty()) {
            return;
        }
        sent++;
        Api.Answer answer = forms.send(form.with(texts));
        looks.judge(form.key(), answer, texts.values());
        if (answer.response().headers().firstValue("Location").orElse("").contains("/ui/login")) {
            throw new IllegalStateException("The login has gone, at " + form.key() + " with " + texts);
        }
        if (!fresh && Set.of(404, 409, 412).contains(answer.status()) && overtaken()) {
            cover(texts, true);
            return;
        }
        Set<String> wrong = Looks.wrong(answer);
        if (answer.status() < 400 && wrong.isEmpty()) {
            pairs += texts.size();
            taken(answer, texts);
            return;
        }
        if (texts.size() > 1 || refusals++ % SELDOM == 0) {
            refused.add(texts);
        }
        Map<String, String> rest = new LinkedHashMap<>(texts);
        rest.keySet().removeAll(wrong);
        if (rest.isEmpty() || texts.size() == 1) {
            pairs += texts.size();
            if (texts.size() == 1) {
                alone.merge(texts.keySet().iterator().next(), 1, Integer::sum);
            }
        } else if (rest.size() < texts.size()) {
            pairs += texts.size() - rest.size();
            cover(rest);
        } else {
            List<Map.Entry<String, String>> all = List.copyOf(texts.entrySet());
            cover(part(all.subList(0, all.size() / 2)));
            cover(part(all.subList(all.size() / 2, all.size())));
        }
    }

    /** Takes the form as it is now; says whether that is another one. */
    private boolean overtaken() {
        if (looked++ > 3 && looked % 20 != 0) {
            return false;
        }
        boolean other = renew(List.of());
        looked = other ? 0 : looked;
        return other;
    }

    private static Map<String, String> part(List<Map.Entry<String, String>> entries) {
        Map<String, String> part = new LinkedHashMap<>();
        entries.forEach(e -> part.put(e.getKey(), e.getValue()));
        return part;
    }

    /** Looks at the page to which it led, and takes the form as it is now. */
    private void taken(Api.Answer answer, Map<String, String> texts) {
        taken++;
        texts.entrySet().stream().filter(e -> password(e.getKey())).forEach(e -> putBack(e.getValue()));
        boolean seldom = taken % SELDOM == 1;
        if (seldom) {
            looks.judge(form.key() + ", then", forms.follow(answer), texts.values());
        }
        if (form.method().equals("POST") && (seldom || !steady)) {
            steady = !renew(texts.values()) && taken > 3;
        }
    }

    /** Takes the form as it is now, from its page; says whether it sends something else than before when nobody changes anything. */
    private boolean renew(Collection<String> texts) {
        Api.Answer page = forms.arrive(form.page());
        looks.judge(form.key() + ", again", page, texts);
        Optional<Forms.Form> now = Forms.on(form, page);
        ended = now.isEmpty();
        boolean other = now.isPresent()
                && !now.get().fields().sent().equals(form.fields().sent());
        form = now.orElse(form);
        return other;
    }

    /** Makes the administrator's password what it was, should a text have become it. */
    private void putBack(String text) {
        if (!passwordIs(GallraServer.PASSWORD)) {
            admin.put("users/self/password", Map.of("current", text, "password", GallraServer.PASSWORD))
                    .is(204);
        }
    }

    private boolean passwordIs(String text) {
        Api.Answer login = Api.anonymous(admin.url()).post("session", Map.of("userName", "admin", "password", text));
        if (login.status() != 200) {
            return false;
        }
        Api.with(admin.url(), login.json().get("token").asText()).delete("session");
        return true;
    }

    /** Returns what was refused: of several fields all of it, of one field alone every so manieth. */
    List<Map<String, String>> refused() {
        return List.copyOf(refused);
    }

    /** Sends once more what was refused; says whether it was taken now, as something else has changed meanwhile. */
    boolean takes(Map<String, String> texts) {
        Api.Answer answer = forms.send(form.with(texts));
        return answer.status() < 400 && Looks.wrong(answer).isEmpty();
    }

    /** Forgets what was refused once and is taken now. */
    void forget(Collection<Map<String, String>> texts) {
        refused.removeAll(texts);
    }

    /** Returns its address, or that of its page if it has none of its own. */
    String address() {
        return form.action();
    }

    String key() {
        return form.key();
    }

    int sent() {
        return sent;
    }

    int taken() {
        return taken;
    }

    /** Returns the number of texts that fields had, in all. */
    int pairs() {
        return pairs;
    }

    List<String> fields() {
        return fields;
    }

    /** Says whether the form went with what was taken. */
    boolean ended() {
        return ended;
    }
}
