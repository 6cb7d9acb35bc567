package org.gallra.api.ui;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.gallra.api.freefield.FreeFieldForms;
import org.gallra.api.freefield.FreeFieldOwner;
import org.gallra.api.rest.Preconditions;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** What the inputs of a {@link RecordForm} sent back; whatever is blank is null. Immutable. */
@ProviderType
public final class SentForm {

    private final Map<String, List<String>> values;
    private final ZoneId zone;

    /** Takes the fields by name, and the zone that the form was drawn for. */
    public SentForm(Map<String, List<String>> values, ZoneId zone) {
        this.values = values;
        this.zone = zone;
    }

    /**
     * Returns the version that the form was drawn for.
     *
     * @throws org.gallra.api.GallraException {@code VERSION_REQUIRED} without one, {@code STALE} if it is none of ours
     */
    public long version() {
        return Preconditions.version(text(RecordForm.VERSION));
    }

    /** Returns a text as it was written, or null if it is blank. */
    public @Nullable String text(String name) {
        List<String> all = values.getOrDefault(name, List.of());
        return all.isEmpty() || all.get(0).isBlank() ? null : all.get(0);
    }

    /** Returns the values that were ticked, in the order of the form. */
    public List<String> ticked(String name) {
        return values.getOrDefault(name, List.of()).stream()
                .filter(v -> !v.isBlank())
                .toList();
    }

    /**
     * Returns a day.
     *
     * @throws org.gallra.api.GallraException {@code INVALID} if it is none
     */
    public @Nullable LocalDate day(String name) {
        return FormInput.day(name, text(name));
    }

    /**
     * Returns a time. Forms show minutes: one that is still the minute of the old value is the old value, to the microsecond.
     *
     * @throws org.gallra.api.GallraException {@code INVALID} if it is none
     */
    public @Nullable Instant time(String name, @Nullable Instant old) {
        Instant sent = FormInput.time(name, text(name), zone.getId());
        return sent != null
                        && old != null
                        && old.truncatedTo(ChronoUnit.MINUTES).equals(sent)
                ? old
                : sent;
    }

    /**
     * Returns a number as people write it.
     *
     * @throws org.gallra.api.GallraException {@code INVALID} if it is none
     */
    public @Nullable BigDecimal amount(String name) {
        return FormInput.amount(name, text(name));
    }

    /**
     * Returns the changes of the free fields, if there is a service and the form showed any; otherwise null.
     *
     * @throws org.gallra.api.GallraException {@code INVALID} naming each field that cannot be read
     */
    public @Nullable Map<String, @Nullable Object> freeFields(@Nullable FreeFieldForms service, FreeFieldOwner owner) {
        return FreeFieldForms.read(service, owner, values);
    }

    /** Returns the number of fields only. */
    @Override
    public String toString() {
        return "SentForm[" + values.size() + "]";
    }
}
