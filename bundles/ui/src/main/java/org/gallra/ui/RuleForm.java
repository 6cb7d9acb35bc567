package org.gallra.ui;

import jakarta.ws.rs.core.MultivaluedMap;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.rule.Brake;
import org.gallra.api.rule.Condition;
import org.gallra.api.rule.Rule;
import org.gallra.api.rule.RuleDraft;
import org.gallra.api.rule.RuleMode;
import org.gallra.api.rule.Schedule;
import org.jspecify.annotations.Nullable;

/**
 * A rule as the editor shows it: groups of lines, each line a criterion. A condition that is nested deeper was written over
 * REST; it stays as it is and is shown in words.
 */
public final class RuleForm {

    private static final int MOST_GROUPS = 10;
    private static final int MOST_LINES = 20;

    /** How parts are joined. */
    public enum Join {
        /** All must hold. */
        ALL,
        /** One must hold. */
        ANY
    }

    /** A criterion with what is filled in; {@code not} turns it round. */
    public record Line(String criterion, boolean not, Map<String, String> arguments) {}

    /** Lines that are joined in one way. */
    public record Group(Join join, List<Line> lines) {}

    final Map<String, String> values = new TreeMap<>();
    final Set<String> fields = new TreeSet<>();
    final List<Group> groups = new ArrayList<>();
    private final Map<String, String> places = new LinkedHashMap<>();
    Join join = Join.ALL;
    /** The condition, if the editor cannot draw it. */
    @Nullable
    Condition deep;

    private RuleForm() {}

    /** Returns the form of a new rule. */
    static RuleForm fresh() {
        RuleForm form = new RuleForm();
        form.groups.add(new Group(Join.ALL, new ArrayList<>()));
        form.write(new RuleDraft(
                "",
                null,
                ErasureAction.ANONYMIZE,
                Set.of(),
                new Schedule(Schedule.Every.OFF, null, null, null, null),
                RuleMode.PROPOSAL,
                true,
                true,
                Brake.USUAL));
        return form;
    }

    /** Returns the form of a rule. */
    static RuleForm of(Rule rule) {
        RuleForm form = new RuleForm();
        form.write(rule.draft());
        form.values.put("version", Long.toString(rule.version()));
        form.draw(rule.condition());
        return form;
    }

    /** Returns the form as it was sent back; the rule is the one that is changed, or null. */
    static RuleForm of(MultivaluedMap<String, String> sent, @Nullable Rule rule) {
        RuleForm form = new RuleForm();
        for (String name : List.of(
                "name", "action", "every", "weekday", "day", "time", "zone", "mode", "live", "enabled", "cap",
                "percent", "norm", "version")) {
            form.values.put(name, Objects.requireNonNullElse(sent.getFirst(name), ""));
        }
        form.fields.addAll(sent.getOrDefault("field", List.of()));
        form.join = join(sent.getFirst("join"));
        if (rule != null && "1".equals(sent.getFirst("deep"))) {
            form.deep = rule.condition();
            return form;
        }
        for (int g = 0; g < MOST_GROUPS && sent.containsKey("g" + g + ".join"); g++) {
            List<Line> lines = new ArrayList<>();
            for (int l = 0; l < MOST_LINES; l++) {
                String at = "g" + g + ".l" + l;
                String criterion = sent.getFirst(at + ".criterion");
                if (criterion == null) {
                    break;
                }
                Map<String, String> arguments = new TreeMap<>();
                sent.forEach((name, list) -> {
                    if (name.startsWith(at + ".a.")) {
                        arguments.put(name.substring(at.length() + 3), Objects.requireNonNullElse(list.get(0), ""));
                    }
                });
                lines.add(new Line(criterion, "1".equals(sent.getFirst(at + ".not")), arguments));
            }
            form.groups.add(new Group(join(sent.getFirst("g" + g + ".join")), lines));
        }
        if (form.groups.isEmpty()) {
            form.groups.add(new Group(Join.ALL, new ArrayList<>()));
        }
        return form;
    }

    private static Join join(@Nullable String name) {
        return "ANY".equals(name) ? Join.ANY : Join.ALL;
    }

    /**
     * Does what a button of the builder says: {@code add:<group>}, {@code remove:<group>:<line>} or {@code group}.
     *
     * @param chosen the criterion that was chosen for the group
     * @return the id of the place where the user goes on, or null if it is no button of the builder
     */
    @Nullable
    String act(String button, @Nullable String chosen) {
        String[] words = button.split(":", -1);
        if (words[0].equals("group") && groups.size() < MOST_GROUPS) {
            groups.add(new Group(Join.ALL, new ArrayList<>()));
            return "g" + (groups.size() - 1);
        }
        if (words.length < 2 || !words[1].matches("\\d{1,2}")) {
            return words[0].equals("group") ? "criteria" : null;
        }
        int g = Integer.parseInt(words[1]);
        if (g >= groups.size()) {
            return "criteria";
        }
        List<Line> lines = groups.get(g).lines();
        if (words[0].equals("add")) {
            if (chosen != null && !chosen.isBlank() && lines.size() < MOST_LINES) {
                lines.add(new Line(chosen, false, new TreeMap<>()));
            }
            return "g" + g;
        }
        if (words[0].equals("remove") && words.length == 3 && words[2].matches("\\d{1,2}")) {
            int l = Integer.parseInt(words[2]);
            if (l < lines.size()) {
                lines.remove(l);
            }
            if (lines.isEmpty() && groups.size() > 1) {
                groups.remove(g);
                return "criteria";
            }
            return "g" + g;
        }
        return null;
    }

    /** Returns the draft that the form describes. */
    RuleDraft draft() {
        return new RuleDraft(
                value("name"),
                condition(),
                "DELETE".equals(value("action")) ? ErasureAction.DELETE : ErasureAction.ANONYMIZE,
                fields,
                schedule(),
                "AUTOMATIC".equals(value("mode")) ? RuleMode.AUTOMATIC : RuleMode.PROPOSAL,
                !"1".equals(value("live")),
                "1".equals(value("enabled")),
                new Brake(number("cap"), whole("percent"), whole("norm")));
    }

    private Schedule schedule() {
        Schedule.Every every = Schedule.Every.OFF;
        for (Schedule.Every one : Schedule.Every.values()) {
            every = one.name().equals(value("every")) ? one : every;
        }
        DayOfWeek weekday = null;
        for (DayOfWeek one : DayOfWeek.values()) {
            weekday = one.name().equals(value("weekday")) ? one : weekday;
        }
        LocalTime time;
        try {
            time = value("time").isBlank() ? null : LocalTime.parse(value("time"));
        } catch (DateTimeParseException e) {
            time = null;
        }
        // the form always shows both days; one of them at most is meant
        return new Schedule(
                every,
                every == Schedule.Every.WEEKLY ? weekday : null,
                every == Schedule.Every.MONTHLY ? whole("day") : null,
                time,
                value("zone"));
    }

    private @Nullable Condition condition() {
        places.clear();
        if (deep != null) {
            return deep;
        }
        record Placed(Condition condition, Map<String, String> inside) {}
        List<Placed> placed = new ArrayList<>();
        for (int g = 0; g < groups.size(); g++) {
            Group group = groups.get(g);
            List<Condition> lines = new ArrayList<>();
            Map<String, String> inside = new LinkedHashMap<>();
            boolean one = group.lines().size() == 1;
            for (int l = 0; l < group.lines().size(); l++) {
                Line line = group.lines().get(l);
                Condition criterion = Condition.criterion(line.criterion(), line.arguments());
                lines.add(line.not() ? Condition.not(criterion) : criterion);
                String way = one ? "" : (group.join() == Join.ALL ? ".all[" : ".any[") + l + "]";
                inside.put("g" + g + ".l" + l, way + (line.not() ? ".not" : ""));
            }
            if (!lines.isEmpty()) {
                placed.add(new Placed(one ? lines.get(0) : joined(group.join(), lines), inside));
            }
        }
        if (placed.isEmpty()) {
            return null;
        }
        boolean single = placed.size() == 1;
        for (int i = 0; i < placed.size(); i++) {
            String way = single ? "" : (join == Join.ALL ? ".all[" : ".any[") + i + "]";
            placed.get(i).inside().forEach((line, rest) -> places.put(line, "condition" + way + rest));
        }
        return single
                ? placed.get(0).condition()
                : joined(join, placed.stream().map(Placed::condition).toList());
    }

    private static Condition joined(Join join, List<Condition> parts) {
        return join == Join.ALL ? Condition.all(parts) : Condition.any(parts);
    }

    /** Returns where the editor shows what is wrong, by the place that the service named; itself if nowhere special. */
    String place(String field) {
        for (Map.Entry<String, String> place : places.entrySet()) {
            String line = place.getValue();
            if (field.startsWith(line + ".arguments.")) {
                return place.getKey() + ".a." + field.substring((line + ".arguments.").length());
            }
            if (field.equals(line + ".criterion") || field.equals(line + ".arguments")) {
                return place.getKey() + ".criterion";
            }
        }
        return switch (field) {
            case "schedule.zone" -> "zone";
            case "schedule.weekday" -> "weekday";
            case "schedule.day" -> "day";
            case "brake.cap" -> "cap";
            case "brake.percent" -> "percent";
            case "brake.norm" -> "norm";
            default -> field;
        };
    }

    private void write(RuleDraft draft) {
        Schedule schedule = Objects.requireNonNullElse(draft.schedule(), Schedule.OFF);
        Brake brake = Objects.requireNonNullElse(draft.brake(), Brake.USUAL);
        values.put("name", Objects.requireNonNullElse(draft.name(), ""));
        values.put(
                "action",
                Objects.requireNonNullElse(draft.action(), ErasureAction.ANONYMIZE)
                        .name());
        values.put(
                "every",
                Objects.requireNonNullElse(schedule.every(), Schedule.Every.OFF).name());
        values.put(
                "weekday",
                Objects.requireNonNullElse(schedule.weekday(), DayOfWeek.MONDAY).name());
        values.put("day", text(schedule.day(), "1"));
        values.put("time", text(schedule.time(), "03:00"));
        values.put("zone", text(schedule.zone(), "Europe/Stockholm"));
        values.put(
                "mode",
                Objects.requireNonNullElse(draft.mode(), RuleMode.PROPOSAL).name());
        values.put("live", Boolean.FALSE.equals(draft.dryRun()) ? "1" : "0");
        values.put("enabled", Boolean.FALSE.equals(draft.enabled()) ? "0" : "1");
        values.put("cap", text(brake.cap(), ""));
        values.put("percent", text(brake.percent(), ""));
        values.put("norm", text(brake.norm(), ""));
        if (draft.fields() != null) {
            fields.addAll(draft.fields());
        }
    }

    /** Draws a condition as groups of lines, if it is not nested deeper than that. */
    private void draw(Condition condition) {
        List<Condition> parts = parts(condition);
        boolean flat = parts.stream().allMatch(part -> line(part) != null);
        if (flat) {
            groups.add(new Group(
                    condition.any() == null ? Join.ALL : Join.ANY,
                    new ArrayList<>(parts.stream()
                            .map(RuleForm::line)
                            .filter(Objects::nonNull)
                            .toList())));
            return;
        }
        boolean grouped = parts.size() <= MOST_GROUPS
                && parts.stream().allMatch(part -> parts(part).stream().allMatch(inner -> line(inner) != null));
        if (!grouped || parts.get(0) == condition) {
            deep = condition;
            return;
        }
        join = condition.any() == null ? Join.ALL : Join.ANY;
        for (Condition part : parts) {
            groups.add(new Group(
                    part.any() == null ? Join.ALL : Join.ANY,
                    new ArrayList<>(parts(part).stream()
                            .map(RuleForm::line)
                            .filter(Objects::nonNull)
                            .toList())));
        }
    }

    private static List<Condition> parts(Condition condition) {
        return condition.all() != null
                ? condition.all()
                : condition.any() != null ? condition.any() : List.of(condition);
    }

    private static @Nullable Line line(Condition condition) {
        Condition inner = condition.not() == null ? condition : condition.not();
        if (inner.criterion() == null) {
            return null;
        }
        Map<String, String> arguments = new TreeMap<>();
        if (inner.arguments() != null) {
            inner.arguments().forEach((name, value) -> arguments.put(name, String.valueOf(value)));
        }
        return new Line(inner.criterion(), condition.not() != null, arguments);
    }

    private static String text(@Nullable Object value, String otherwise) {
        return value == null ? otherwise : value.toString();
    }

    private String value(String name) {
        return values.getOrDefault(name, "");
    }

    private @Nullable Long number(String name) {
        String text = value(name).replaceAll("[\\s\u00a0]", "");
        return text.isEmpty() ? null : text.matches("\\d{1,9}") ? Long.valueOf(text) : Long.valueOf(-1);
    }

    private @Nullable Integer whole(String name) {
        Long number = number(name);
        return number == null ? null : Integer.valueOf(number.intValue());
    }

    /** Returns the values of the simple fields by name. */
    public Map<String, String> values() {
        return values;
    }

    /** Returns the fields that are anonymized beside the mandatory ones. */
    public Set<String> fields() {
        return fields;
    }

    /** Returns the groups of criteria. */
    public List<Group> groups() {
        return groups;
    }

    /** Returns how the groups are joined. */
    public Join join() {
        return join;
    }

    /** Tells whether the condition is nested deeper than the editor can draw. */
    public boolean isDeep() {
        return deep != null;
    }
}
