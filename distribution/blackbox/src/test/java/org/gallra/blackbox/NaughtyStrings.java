package org.gallra.blackbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** The Big List of Naughty Strings, and where in it the builds of a day begin. */
final class NaughtyStrings {

    private NaughtyStrings() {}

    static List<String> all() {
        try (Stream<String> lines = Files.lines(Path.of("src/test/resources/naughty-strings.txt"))) {
            return lines.map(line -> new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the number of the day, small enough to add to: what is tried in a build is tried elsewhere the day after. */
    static int day() {
        return Math.toIntExact(LocalDate.now(ZoneOffset.UTC).toEpochDay() % 100_000);
    }
}
