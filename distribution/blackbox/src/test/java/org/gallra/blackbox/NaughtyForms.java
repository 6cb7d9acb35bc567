package org.gallra.blackbox;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gives the fields of many forms text after text, several forms at a time, and looks at what comes of it. */
final class NaughtyForms {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    /** What takes away that which others are about. */
    private static final Pattern LAST = Pattern.compile(
            "delete|discard|revocation|erase|anonymize|execution|cancel|emptying|lift|limits|holds|/end|factor|run");

    /** Which forms are tried, to look at some again: {@code -Dgallra.naughty.form=sales}. */
    private static final Pattern FORM = Pattern.compile(System.getProperty("gallra.naughty.form", ""));

    private final Stored stored;
    private final Looks looks = new Looks();
    private final List<NaughtyForm> all = new ArrayList<>();
    private final Tidy tidy;
    private final AtomicInteger resent = new AtomicInteger();

    NaughtyForms(Api admin, Forms forms, Stored stored) {
        this.stored = stored;
        this.tidy = Tidy.of(admin);
        Set<String> known = new HashSet<>();
        for (Forms.Form form : forms.all()) {
            List<String> fields = form.fields().names().stream()
                    .filter(name -> !name.equals("_csrf") && known.add(form.key() + " " + Forms.template(name)))
                    .toList();
            if (!fields.isEmpty()) {
                all.add(new NaughtyForm(admin, forms, looks, form, fields));
            }
        }
    }

    /** Returns how many fields there are, the same field of the same form on another record once. */
    int places() {
        return all.stream().mapToInt(form -> form.fields().size()).sum();
    }

    /** Takes turns at a piece of the forms; forms of one record one after the other. */
    void attempt(NaughtyPiece piece, int first, int turns) throws Exception {
        List<NaughtyForm> chosen = piece.of(all).stream()
                .filter(form -> FORM.matcher(form.key()).find())
                .toList();
        for (boolean last : new boolean[] {false, true}) {
            Map<String, List<NaughtyForm>> groups = new LinkedHashMap<>();
            chosen.stream()
                    .filter(form -> LAST.matcher(form.key()).find() == last)
                    .forEach(form -> groups.computeIfAbsent(about(form), key -> new ArrayList<>())
                            .add(form));
            Together.work(groups.values().stream(), group -> group.forEach(form -> turns(form, first, turns)));
        }
        leavesNothing(chosen);
    }

    private void turns(NaughtyForm form, int first, int turns) {
        long begin = System.nanoTime();
        int tidied = 0;
        for (int turn = first; turn < first + turns && !form.ended(); turn++) {
            form.turn(turn);
            if (turn % 10 == 9 && form.taken() > tidied) {
                tidy.up();
                tidied = form.taken();
            }
        }
        if (form.taken() > tidied) {
            tidy.up();
        }
        if (turns > 100) {
            System.out.println("naughty: " + form.key() + " " + form.fields() + ": " + form.sent() + " sent, "
                    + form.taken() + " taken, " + form.pairs() + " pairs, "
                    + (System.nanoTime() - begin) / 1_000_000 + " ms" + (form.ended() ? ", ended" : ""));
        }
    }

    private static String about(NaughtyForm form) {
        Matcher id = ID.matcher(form.address());
        return id.find() ? id.group() : form.address().replaceFirst("\\?.*", "");
    }

    /** Sends what was refused once more, form by form: no row changes. */
    private void leavesNothing(List<NaughtyForm> chosen) throws Exception {
        Map<String, String> before = stored.now();
        for (NaughtyForm form : chosen) {
            boolean settled = form.refused().isEmpty();
            for (int attempt = 0; !settled && attempt < 4; attempt++) {
                settled = again(form);
                Map<String, String> after = stored.now();
                if (settled && !after.equals(before)) {
                    looks.found("Refused and yet stored, at " + form.key() + ": " + changes(before, after));
                }
                before = after;
            }
        }
    }

    /** Says whether all of it was refused again. */
    private boolean again(NaughtyForm form) throws InterruptedException {
        Set<Map<String, String>> taken = ConcurrentHashMap.newKeySet();
        Together.work(form.refused().stream(), texts -> {
            resent.incrementAndGet();
            if (form.takes(texts)) {
                taken.add(texts);
            }
        });
        form.forget(taken);
        return taken.isEmpty();
    }

    private static Map<String, String> changes(Map<String, String> before, Map<String, String> after) {
        Map<String, String> changed = new TreeMap<>(after);
        changed.entrySet().removeAll(before.entrySet());
        return changed;
    }

    /** Returns what is wrong. */
    List<String> faults() {
        return List.copyOf(looks.faults());
    }

    /** Returns the figures. */
    @Override
    public String toString() {
        return all.stream().mapToInt(NaughtyForm::sent).sum() + " sent, "
                + all.stream().mapToInt(NaughtyForm::taken).sum() + " taken, "
                + all.stream().mapToInt(NaughtyForm::pairs).sum() + " texts in fields, " + resent
                + " sent again; ended early: "
                + all.stream().filter(NaughtyForm::ended).map(NaughtyForm::key).toList();
    }
}
