package org.gallra.freefield;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.freefield.FreeField;
import org.gallra.api.freefield.FreeField.Choice;
import org.gallra.api.freefield.FreeFieldOwner;
import org.gallra.api.personaldata.DataCategory;
import org.gallra.api.rest.Input;
import org.gallra.freefield.FieldDraft.ChoiceDraft;
import org.gallra.freefield.FieldDraft.Words;
import org.jspecify.annotations.Nullable;

/** Turns what an administrator says into a definition, and names everything that is wrong with it. */
final class DraftReader {

    private static final int LABEL = 100;
    private static final int CHOICES = 200;
    private static final Text UNNAMED = Text.same("?");

    private final FreeFieldOwner owner;
    private final List<FreeField> there;
    private final Input input = new Input();

    DraftReader(FreeFieldOwner owner, List<FreeField> there) {
        this.owner = owner;
        this.there = there;
    }

    FreeField create(FieldDraft draft) {
        input.require("type", draft.type());
        Text label = label("label", draft.label());
        String key = Keys.name(
                label.sv(), name -> there.stream().anyMatch(f -> f.key().equals(name)));
        int last = there.stream().mapToInt(FreeField::position).max().orElse(-1) + 1;
        return read(
                draft,
                UUID.randomUUID(),
                key,
                Objects.requireNonNullElse(draft.type(), FreeField.Type.TEXT),
                label,
                draft.position() == null ? last : draft.position(),
                List.of(),
                null,
                Set.of());
    }

    /**
     * Returns the changed definition.
     *
     * @param used the choices that records have, which are retired instead of lost
     */
    FreeField update(FreeField old, FieldDraft draft, Set<String> used) {
        if (draft.type() != null && draft.type() != old.type()) {
            input.refuse(
                    "type",
                    new Text(
                            "Typen kan inte ändras. Skapa ett nytt fält.",
                            "The type cannot be changed. Create a new field."));
        }
        if (draft.owner() != null && !draft.owner().equals(old.owner())) {
            input.refuse(
                    "owner",
                    new Text(
                            "Fältet kan inte flyttas. Skapa ett nytt fält.",
                            "The field cannot be moved. Create a new field."));
        }
        return read(
                draft,
                old.id(),
                old.key(),
                old.type(),
                label("label", draft.label()),
                draft.position() == null ? old.position() : draft.position(),
                old.choices(),
                old.special(),
                used);
    }

    private FreeField read(
            FieldDraft draft,
            UUID id,
            String key,
            FreeField.Type type,
            Text label,
            int position,
            List<Choice> known,
            FreeField.@Nullable Special special,
            Set<String> used) {
        boolean personal = owner.personal() || !Boolean.FALSE.equals(draft.personal());
        if (owner.personal() && Boolean.FALSE.equals(draft.personal())) {
            input.refuse(
                    "personal",
                    new Text(
                            "Ett fält på en person är alltid en personuppgift.",
                            "A field of a person is always personal data."));
        }
        FreeField field = new FreeField(
                id,
                0,
                owner.id(),
                key,
                type,
                label,
                help(draft.help()),
                position,
                Boolean.TRUE.equals(draft.mandatory()),
                Boolean.TRUE.equals(draft.listed()),
                personal,
                Objects.requireNonNullElse(draft.category(), DataCategory.OTHER),
                null,
                type.chosen() ? choices(draft, known, used) : none(draft),
                special);
        initial(draft, field);
        input.check();
        return draft.initial() == null ? field : Fields.initial(field, draft.initial());
    }

    private void initial(FieldDraft draft, FreeField field) {
        try {
            if (draft.initial() != null
                    && Values.stored(field, draft.initial(), List.of()).isEmpty()) {
                input.refuse("initial", new Text("Ange ett värde eller null.", "Give a value or null."));
            }
        } catch (GallraException e) {
            e.violations().forEach(v -> input.refuse("initial", v.text()));
        }
    }

    private List<Choice> none(FieldDraft draft) {
        if (draft.choices() != null && !draft.choices().isEmpty()) {
            input.refuse("choices", new Text("Bara listor har val.", "Only lists have choices."));
        }
        return List.of();
    }

    private List<Choice> choices(FieldDraft draft, List<Choice> known, Set<String> used) {
        if (draft.choices() == null) {
            return known;
        }
        List<ChoiceDraft> drafts = draft.choices();
        if (drafts.size() > CHOICES) {
            input.refuse("choices", new Text("Högst " + CHOICES + " val.", "At most " + CHOICES + " choices."));
            return known;
        }
        List<Choice> choices = new ArrayList<>();
        Set<String> keys = new HashSet<>(known.stream().map(Choice::key).toList());
        Set<String> named = new HashSet<>();
        for (int i = 0; i < drafts.size(); i++) {
            ChoiceDraft one = drafts.get(i);
            String where = "choices." + (i + 1);
            String given = one.key();
            if (given != null && (!keys.contains(given) || named.contains(given))) {
                input.refuse(
                        where + ".key",
                        new Text(
                                "Nyckeln finns inte. Utelämna den för ett nytt val.",
                                "There is no such key. Leave it out for a new choice."));
                given = null;
            }
            Text label = label(where + ".label", one.label());
            String key = given == null ? Keys.name(label.sv(), keys::contains) : given;
            keys.add(key);
            named.add(key);
            choices.add(new Choice(
                    key,
                    label,
                    Boolean.TRUE.equals(one.retired()),
                    one.legalBasis(),
                    input.line(where + ".source", one.source(), 200),
                    months(where + ".retentionMonths", one.retentionMonths())));
        }
        known.stream()
                .filter(c -> !named.contains(c.key()) && used.contains(c.key()))
                .map(c -> new Choice(c.key(), c.label(), true, c.legalBasis(), c.source(), c.retentionMonths()))
                .forEach(choices::add);
        return choices;
    }

    private @Nullable Integer months(String field, @Nullable Integer months) {
        if (months != null && (months < 1 || months > 1200)) {
            input.refuse(field, new Text("Ange 1 till 1200 månader.", "Give 1 to 1200 months."));
            return null;
        }
        return months;
    }

    private Text label(String field, @Nullable Words words) {
        String sv = words == null ? null : input.line(field + ".sv", words.sv(), LABEL);
        String en = words == null ? null : input.line(field + ".en", words.en(), LABEL);
        if (sv == null) {
            input.require(field + ".sv", null);
            return UNNAMED;
        }
        return new Text(sv, en == null ? sv : en);
    }

    private @Nullable Text help(@Nullable Words words) {
        String sv = words == null ? null : input.lines("help.sv", words.sv(), 1000);
        String en = words == null ? null : input.lines("help.en", words.en(), 1000);
        return sv == null && en == null
                ? null
                : new Text(
                        Objects.requireNonNullElse(sv, String.valueOf(en)),
                        Objects.requireNonNullElse(en, String.valueOf(sv)));
    }
}
