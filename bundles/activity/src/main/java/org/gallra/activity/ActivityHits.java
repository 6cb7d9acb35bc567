package org.gallra.activity;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.search.KeyFiller;
import org.gallra.api.ui.ListLook;
import org.gallra.api.ui.PageAddress;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiSearch;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The activities among the hits of the search. */
@Component(service = UiSearch.class)
public final class ActivityHits implements UiSearch {

    private final ActivityService activities;
    private final KeyFiller filler;

    /** Gives older rows their keys in the background. */
    @Activate
    public ActivityHits(
            @Reference ActivityService activities,
            @Reference Database database,
            @Reference(target = "(gallra.schema=org.gallra.activity)") SchemaReady schema) {
        this.activities = activities;
        this.filler = KeyFiller.start(database, "activity", "subject");
    }

    /** Ends the filling. */
    @Deactivate
    public void stop() {
        filler.close();
    }

    @Override
    public int rank() {
        return 300;
    }

    @Override
    public Text title() {
        return new Text("Aktiviteter", "Activities");
    }

    @Override
    public List<Hit> find(String words, int most, UiContext context) {
        return activities.find(words, most).stream()
                .filter(one -> one.subject() != null)
                .map(one -> hit(one, context))
                .toList();
    }

    @Override
    public String all(String words) {
        return ListLook.sought(
                PageAddress.of("/ui/settings/org.gallra.activity/activities")
                        .with("who", "all")
                        .with("show", "all"),
                words);
    }

    @Override
    public long count(String words) {
        return activities.count(words);
    }

    private static Hit hit(Activity one, UiContext context) {
        String detail = Stream.of(one.contactName(), one.companyName(), day(one, context))
                .filter(part -> part != null && !part.isEmpty())
                .collect(Collectors.joining(" · "));
        PageAddress card = PageAddress.card(one.contact(), one.company());
        return new Hit(
                Objects.requireNonNull(one.subject()),
                detail,
                (context.caller().may(Permission.WRITE)
                                ? PageAddress.record(ChangeActivity.FORM, one.id(), card.toString())
                                : card)
                        .toString());
    }

    private static @Nullable String day(Activity one, UiContext context) {
        Instant at = one.doneAt() == null ? one.dueAt() : one.doneAt();
        return at == null ? null : LocalDate.ofInstant(at, context.zone()).toString();
    }
}
