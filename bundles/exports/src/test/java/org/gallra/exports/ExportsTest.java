package org.gallra.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.gallra.api.GallraException;
import org.gallra.api.GallraException.Code;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Role;
import org.gallra.api.contact.ContactFilter;
import org.gallra.api.contact.ContactId;
import org.gallra.api.extract.ExportService.Fetching;
import org.gallra.api.extract.ExportService.Linked;
import org.gallra.api.extract.ExportService.State;
import org.gallra.api.extract.ExtractOrder;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SqlFragment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An export is made for those who are marked, fetched once by its user, and gone when it has to be. */
class ExportsTest {

    private static final ExtractOrder ORDER = ExtractOrder.in(Locale.forLanguageTag("sv"));

    private static void refused(Code code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(GallraException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }

    private static Linked order(House house, ContactId... people) {
        return house.exports.order(List.of(people), null, "json", ORDER);
    }

    private static Linked made(House house, ContactId... people) {
        Linked linked = order(house, people);
        house.work.work();
        return linked;
    }

    private static State state(House house, Linked linked) {
        return house.exports.get(linked.export().id()).state();
    }

    private static Map<String, byte[]> fetched(House house, Linked linked) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        house.exports.fetch(linked.link(), House.PASSWORD).write(out);
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }

    private static long rows(House house) {
        return house.number("SELECT COUNT(*) FROM kept_extract");
    }

    @ParameterizedTest
    @EnumSource
    void itIsMadeAndFetchedOnce(Kind kind) throws IOException {
        try (House house = new House(kind)) {
            Linked linked = order(house, house.anna, house.bo, house.cia, house.anna);
            assertThat(linked.export().people()).isEqualTo(3);
            refused(Code.CONFLICT, () -> house.exports.fetch(linked.link(), House.PASSWORD));
            house.work.work();
            assertThat(house.exports.find(linked.link())).satisfies(e -> {
                assertThat(e.state()).isEqualTo(State.READY);
                assertThat(e.made()).isEqualTo(3);
                assertThat(e.expiresAt()).isEqualTo(house.now.plus(Duration.ofHours(24)));
            });
            refused(Code.INVALID, () -> house.exports.fetch(linked.link(), "fel"));
            Map<String, byte[]> files = fetched(house, linked);
            assertThat(files.keySet())
                    .allMatch(n -> n.matches("registerutdrag-[0-9a-f-]{36}\\.json"))
                    .hasSize(3);
            assertThat(files.values().stream().map(b -> new String(b, StandardCharsets.UTF_8)))
                    .containsExactlyInAnyOrder(house.anna.toString(), house.bo.toString(), house.cia.toString());
            assertThat(house.heardOf).hasSize(3).allMatch(e -> e.madeBy().equals("ulf"));
            refused(Code.NOT_FOUND, () -> house.exports.fetch(linked.link(), House.PASSWORD));
            refused(Code.GONE, () -> house.exports.link(linked.export().id()));
            assertThat(state(house, linked)).isEqualTo(State.FETCHED);
            assertThat(rows(house)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theDatabaseHoldsNoLink(Kind kind) {
        try (House house = new House(kind)) {
            Linked linked = made(house, house.anna);
            List<String> stored =
                    house.database.read(c -> Rows.list(c, SqlFragment.of("SELECT * FROM kept_export"), row -> {
                        StringBuilder all = new StringBuilder();
                        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                            all.append(row.getString(i)).append('\n');
                        }
                        return all.toString();
                    }));
            assertThat(stored).hasSize(1).allMatch(s -> !s.contains(linked.link()));
            assertThat(linked.link())
                    .hasSize(43)
                    .isNotEqualTo(made(house, house.anna).link());
        }
    }

    @ParameterizedTest
    @EnumSource
    void itGoesWithAnyOfItsPeople(Kind kind) {
        try (House house = new House(kind)) {
            Linked linked = made(house, house.anna, house.bo);
            Linked other = made(house, house.cia);
            house.anonymize(house.bo);
            refused(Code.NOT_FOUND, () -> house.exports.fetch(linked.link(), House.PASSWORD));
            assertThat(state(house, linked)).isEqualTo(State.ERASED);
            assertThat(state(house, other)).isEqualTo(State.READY);
            assertThat(house.number("SELECT COUNT(*) FROM kept_extract x JOIN kept_export e ON e.id = x.export_id"
                            + " WHERE e.state = 'ERASED'"))
                    .isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void itGoesWithAnotherCardOfItsPerson(Kind kind) {
        try (House house = new House(kind)) {
            house.cards.put(house.anna, List.of(house.cia));
            Linked linked = made(house, house.anna);
            assertThat(state(house, linked)).isEqualTo(State.READY);
            house.anonymize(house.cia);
            assertThat(state(house, linked)).isEqualTo(State.ERASED);
            assertThat(rows(house)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoIsErasedWhileItIsMadeTakesItAlong(Kind kind) {
        try (House house = new House(kind)) {
            house.meanwhile.put(house.bo, () -> house.anonymize(house.bo));
            Linked itself = made(house, house.anna, house.bo);
            assertThat(state(house, itself)).isEqualTo(State.ERASED);
            house.meanwhile.clear();
            house.meanwhile.put(house.cia, () -> house.anonymize(house.anna));
            Linked another = made(house, house.anna, house.cia);
            assertThat(state(house, another)).isEqualTo(State.ERASED);
            assertThat(rows(house)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoIsErasedWhileItIsFetchedBreaksIt(Kind kind) {
        try (House house = new House(kind)) {
            house.more = new byte[100_000];
            new Random(1).nextBytes(house.more);
            Linked linked = made(house, house.anna, house.bo);
            Fetching fetching = house.exports.fetch(linked.link(), House.PASSWORD);
            OutputStream out = new OutputStream() {
                private boolean erased;

                @Override
                public void write(int b) {
                    if (!erased) {
                        erased = true;
                        house.anonymize(house.bo);
                    }
                }
            };
            assertThatThrownBy(() -> fetching.write(out)).isInstanceOf(IOException.class);
            assertThat(state(house, linked)).isEqualTo(State.ERASED);
            assertThat(rows(house)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBrokenTransferDoesNotUseItUp(Kind kind) throws IOException {
        try (House house = new House(kind)) {
            Linked linked = made(house, house.anna);
            Fetching fetching = house.exports.fetch(linked.link(), House.PASSWORD);
            refused(Code.CONFLICT, () -> house.exports.fetch(linked.link(), House.PASSWORD));
            assertThatThrownBy(() -> fetching.write(new OutputStream() {
                        @Override
                        public void write(int b) throws IOException {
                            throw new IOException("gone");
                        }
                    }))
                    .hasMessage("gone");
            assertThat(fetched(house, linked)).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void afterADayItIsGone(Kind kind) {
        try (House house = new House(kind)) {
            Linked linked = made(house, house.anna);
            house.now = house.now.plus(Duration.ofHours(24));
            refused(Code.GONE, () -> house.exports.fetch(linked.link(), House.PASSWORD));
            house.work.work();
            assertThat(state(house, linked)).isEqualTo(State.EXPIRED);
            assertThat(rows(house)).isZero();
            house.now = house.now.plus(Duration.ofDays(366));
            house.work.work();
            refused(Code.NOT_FOUND, () -> house.exports.get(linked.export().id()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anotherNodeGoesOnWhereOneDied(Kind kind) throws IOException {
        try (House house = new House(kind)) {
            Linked linked = order(house, house.anna, house.bo);
            ExportStore store = new ExportStore(house.database);
            var claim = Objects.requireNonNull(store.claimMaking(house.now));
            var file = Objects.requireNonNull(store.next(claim));
            store.begin(claim, file, List.of(), () -> {}, house.now);
            store.piece(claim, file, 1, new byte[] {1, 2, 3}, () -> {}, house.now);
            house.work.work();
            assertThat(state(house, linked)).as("still somebody's").isEqualTo(State.MAKING);
            house.now = house.now.plus(ExportStore.CLAIM).plusSeconds(1);
            house.work.work();
            assertThatThrownBy(() -> store.renew(claim, house.now)).isInstanceOf(GoneException.class);
            assertThat(fetched(house, linked).values().stream().map(b -> new String(b, StandardCharsets.UTF_8)))
                    .containsExactlyInAnyOrder(house.anna.toString(), house.bo.toString());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClockThatWasAheadKeepsNothingTaken(Kind kind) throws IOException {
        try (House house = new House(kind)) {
            Linked linked = order(house, house.anna);
            ExportStore store = new ExportStore(house.database);
            store.claimMaking(house.now.plus(Duration.ofDays(1)));
            house.work.work();
            store.claimFetching(house.number("SELECT id FROM kept_export"), house.now.plus(Duration.ofDays(1)));
            assertThat(fetched(house, linked)).hasSize(1);
            refused(Code.NOT_FOUND, () -> house.exports.fetch(linked.link(), House.PASSWORD));
        }
    }

    @ParameterizedTest
    @EnumSource
    void itBelongsToWhoeverOrderedIt(Kind kind) {
        try (House house = new House(kind)) {
            Linked linked = made(house, house.anna);
            Caller ulf = house.caller;
            house.caller = new Caller("eva", Role.USER, Role.USER.permissions());
            refused(Code.NOT_FOUND, () -> house.exports.find(linked.link()));
            refused(Code.NOT_FOUND, () -> house.exports.fetch(linked.link(), House.PASSWORD));
            refused(Code.NOT_FOUND, () -> house.exports.get(linked.export().id()));
            assertThat(house.exports.list()).isEmpty();
            house.caller = new Caller("root", Role.SYSTEM_ADMINISTRATOR, Role.SYSTEM_ADMINISTRATOR.permissions());
            assertThat(house.exports.list()).hasSize(1);
            refused(Code.NOT_FOUND, () -> house.exports.fetch(linked.link(), House.PASSWORD));
            refused(Code.NOT_FOUND, () -> house.exports.link(linked.export().id()));
            house.caller = new Caller("rut", Role.READER, Role.READER.permissions());
            refused(Code.FORBIDDEN, () -> house.exports.find(linked.link()));
            house.caller = ulf;
            Linked second = house.exports.link(linked.export().id());
            refused(Code.NOT_FOUND, () -> house.exports.find(linked.link()));
            assertThat(house.exports.find(second.link()).state()).isEqualTo(State.READY);
            house.exports.discard(linked.export().id());
            assertThat(state(house, linked)).isEqualTo(State.DISCARDED);
            assertThat(rows(house)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theFilterSaysWhoAndWhatIsWrongIsSaid(Kind kind) throws IOException {
        try (House house = new House(kind)) {
            refused(Code.INVALID, () -> house.exports.order(List.of(), null, "json", ORDER));
            refused(Code.INVALID, () -> house.exports.order(null, ContactFilter.matching("zzz"), "json", ORDER));
            refused(Code.INVALID, () -> house.exports.order(List.of(house.anna), null, "png", ORDER));
            refused(
                    Code.INVALID,
                    () -> house.exports.order(
                            List.of(house.anna),
                            null,
                            "json",
                            new ExtractOrder(
                                    Locale.ENGLISH, null, ORDER.identity(), false, null, true, Set.of("no.such"))));
            assertThat(house.number("SELECT COUNT(*) FROM kept_export")).isZero();
            house.unreadable.add(house.bo);
            Linked linked = house.exports.order(null, ContactFilter.ALL, "json", ORDER);
            house.work.work();
            assertThat(house.exports.find(linked.link()).failed()).isEqualTo(1);
            Map<String, byte[]> files = fetched(house, linked);
            assertThat(files).hasSize(3);
            assertThat(files.keySet()).filteredOn(n -> n.startsWith("fel-")).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoMayNoLongerMakeExtractsGetsNone(Kind kind) {
        try (House house = new House(kind)) {
            Linked linked = order(house, house.anna);
            house.active = false;
            house.work.work();
            assertThat(state(house, linked)).isEqualTo(State.FAILED);
            assertThat(rows(house)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void longFilesAreKeptInPiecesAndChoicesTravel(Kind kind) throws IOException {
        try (House house = new House(kind)) {
            house.more = new byte[2_500_000];
            new Random(7).nextBytes(house.more);
            Linked linked = house.exports.order(
                    List.of(house.anna),
                    null,
                    "json",
                    new ExtractOrder(
                            Locale.ENGLISH, "2026-014", ORDER.identity(), false, null, false, Set.of("acme.note")));
            house.work.work();
            assertThat(rows(house)).isGreaterThan(3);
            ExtractOrder order = house.heardOf.get(0).order();
            assertThat(order.leftOut()).containsExactly("acme.note");
            assertThat(order.request()).isEqualTo("2026-014");
            assertThat(order.otherCards()).isFalse();
            assertThat(order.language()).isEqualTo(Locale.ENGLISH);
            byte[] file = fetched(house, linked).values().iterator().next();
            assertThat(file).endsWith(house.more).hasSize(house.anna.toString().length() + house.more.length);
        }
    }
}
