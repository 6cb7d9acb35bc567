package org.gallra.processing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.gallra.api.personaldata.Contributor;
import org.gallra.api.personaldata.DataSubject;
import org.gallra.api.personaldata.Departure;
import org.gallra.api.personaldata.RecordDeclaration;
import org.gallra.api.personaldata.RegisterSnapshot;
import org.gallra.api.personaldata.StoreDeclaration;
import org.gallra.api.processing.ControllerDetails;
import org.gallra.api.processing.ProcessingDefaults;
import org.gallra.api.processing.ProcessingRecord;
import org.gallra.api.processing.ProcessingRecord.Activity;
import org.gallra.api.processing.ProcessingRecord.Gap;
import org.gallra.api.processing.ProcessingRecord.Item;
import org.gallra.api.processing.ProcessingRecord.Origin;
import org.gallra.api.processing.ProcessingRecord.Part;
import org.gallra.api.processing.ProcessingRecord.Stated;

/** Makes the record out of what is declared and what the controller says. */
final class Recorder {

    private Recorder() {}

    static ProcessingRecord record(RegisterSnapshot register, ControllerDetails controller, Instant now) {
        List<Part> parts = new ArrayList<>();
        List<Activity> activities = new ArrayList<>();
        for (Contributor contributor : register.contributors()) {
            Part part = part(contributor);
            parts.add(part);
            for (RecordDeclaration record : contributor.records()) {
                activities.add(Describer.describe(part, record, defaults(controller, record.subject())));
            }
            for (StoreDeclaration store : contributor.stores()) {
                activities.add(Describer.describe(part, store, defaults(controller, DataSubject.CONTACT)));
            }
        }
        List<Gap> gaps = gaps(controller);
        activities.forEach(activity -> gaps.addAll(gaps(activity)));
        boolean complete = parts.stream().noneMatch(p -> p.accounting() == Contributor.Accounting.NOT_ACCOUNTED_FOR);
        return new ProcessingRecord(now, register.digest(), complete, controller, activities, parts, gaps);
    }

    private static Part part(Contributor contributor) {
        Departure departure = contributor.departure();
        return new Part(
                contributor.bundle(),
                contributor.version(),
                contributor.name(),
                contributor.presence(),
                contributor.accounting(),
                contributor.reasons(),
                departure == null ? null : departure.keepUntil());
    }

    private static ProcessingDefaults defaults(ControllerDetails controller, DataSubject subject) {
        return subject == DataSubject.USER ? controller.userDefaults() : controller.contactDefaults();
    }

    private static List<Gap> gaps(ControllerDetails controller) {
        List<Gap> gaps = new ArrayList<>();
        if (controller.name() == null) {
            gaps.add(new Gap(Item.CONTROLLER, null));
        }
        if (Stream.of(controller.address(), controller.email(), controller.phone())
                .noneMatch(Objects::nonNull)) {
            gaps.add(new Gap(Item.CONTACT_DETAILS, null));
        }
        if (controller.security() == null) {
            gaps.add(new Gap(Item.SECURITY, null));
        }
        return gaps;
    }

    private static List<Gap> gaps(Activity activity) {
        List<Gap> gaps = new ArrayList<>();
        check(gaps, activity, Item.PURPOSE, activity.purposes());
        check(gaps, activity, Item.LEGAL_BASIS, activity.legalBases());
        check(gaps, activity, Item.SOURCE, activity.sources());
        check(gaps, activity, Item.RETENTION, activity.retention());
        return gaps;
    }

    private static void check(List<Gap> gaps, Activity activity, Item item, List<Stated> stated) {
        if (stated.stream().anyMatch(s -> s.origin() == Origin.NOT_STATED)) {
            gaps.add(new Gap(item, activity.id()));
        }
    }
}
