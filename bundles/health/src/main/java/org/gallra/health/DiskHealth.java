package org.gallra.health;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Asks how much room is left where the server writes, before there is none. Users can work on meanwhile, so the check is not among those of
 * {@code ready}; a disk that is full turns the database's or the ledger's red.
 */
@Component(
        property = {HealthCheck.NAME + "=Disk", HealthCheck.TAGS + "=disk"},
        configurationPid = "org.gallra.disk")
public final class DiskHealth implements HealthCheck {

    private static final long MEGABYTE = 1_000_000;

    private final long warnBelow;
    private final long criticalBelow;
    private final List<Path> places;
    private final Room room;

    /** How much room is asked for. */
    public @interface Settings {
        /** Returns below how many megabytes of room the check warns. */
        long warnBelowMegabytes() default 2_000;

        /** Returns below how many megabytes of room the check is critical. */
        long criticalBelowMegabytes() default 500;
    }

    /** What a place has left. */
    @FunctionalInterface
    interface Room {

        /** Returns the bytes that the server may still write there. */
        long of(Path place) throws IOException;
    }

    /** Looks where the server writes: its data, its logs and what lies beside them. */
    @Activate
    public DiskHealth(BundleContext context, Settings settings) {
        this(
                settings.warnBelowMegabytes(),
                settings.criticalBelowMegabytes(),
                Stream.of("karaf.data", "karaf.log", "karaf.base")
                        .map(context::getProperty)
                        .filter(Objects::nonNull)
                        .map(Path::of)
                        .toList(),
                place -> Files.getFileStore(place).getUsableSpace());
    }

    DiskHealth(long warnBelow, long criticalBelow, List<Path> places, Room room) {
        this.warnBelow = warnBelow;
        this.criticalBelow = criticalBelow;
        this.places = places;
        this.room = room;
    }

    @Override
    public Result execute() {
        FormattingResultLog log = new FormattingResultLog();
        Map<Path, Long> left = new LinkedHashMap<>();
        for (Path place : places) {
            try {
                left.put(place, room.of(place) / MEGABYTE);
            } catch (IOException e) {
                log.critical("{} cannot be looked at", place);
            }
        }
        left.forEach((place, megabytes) -> tell(log, place, megabytes));
        return new Result(log);
    }

    private void tell(FormattingResultLog log, Path place, long megabytes) {
        if (megabytes < criticalBelow) {
            log.critical("{} has room for {} MB: make more before nothing can be written", place, megabytes);
        } else if (megabytes < warnBelow) {
            log.warn("{} has room for {} MB", place, megabytes);
        } else {
            log.info("{} has room for {} MB", place, megabytes);
        }
    }
}
