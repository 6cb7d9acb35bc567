package org.gallra.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.LoginService;
import org.gallra.api.backup.BackupService;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.erasure.ErasureTraces;
import org.gallra.api.erasure.WaitingActs;
import org.gallra.api.ledger.ErasureLedger;
import org.gallra.api.ledger.ErasureLedger.Batch;
import org.gallra.api.ledger.ErasureLedger.Done;
import org.gallra.api.personaldata.PersonalDataRegister;
import org.gallra.api.personaldata.RegisterSnapshot;
import org.gallra.api.request.SubjectRequests;
import org.junit.jupiter.api.Test;

/** What is told to Prometheus, and that its labels lead to nobody and stay few. */
class MetricsTest {

    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    private static final Pattern GALLRA = Pattern.compile("(?m)^gallra_.*$");

    private final Meters meters = new Meters();
    private final List<Batch> batches = new ArrayList<>();
    private int scans;
    private boolean broken;
    private Duration patience = Duration.ofMinutes(5);
    /** What the backups wait for. */
    private CountDownLatch backups = new CountDownLatch(0);

    private String scrape() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        meters.write(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whateverIsAskedForTheLabelsStayFew() throws IOException {
        Requests requests = meters.requests();
        for (int i = 0; i < 500; i++) {
            requests.count("ZAC" + i, null, 404, 1);
            requests.count("GET", null, 100 * i, 1);
        }
        requests.count("GET", "/api/v1/contacts/{id}", 200, TimeUnit.MILLISECONDS.toNanos(30));
        String text = scrape();
        assertThat(text)
                .contains("gallra_http_request_duration_seconds_count{method=\"GET\",route=\"/api/v1/contacts/{id}\","
                        + "status=\"2xx\"} 1")
                .contains("method=\"other\",route=\"other\",status=\"4xx\"} 500")
                .doesNotContain("ZAC");
        assertThat(values(text, "route")).containsExactlyInAnyOrder("other", "/api/v1/contacts/{id}");
        assertThat(values(text, "method")).containsExactlyInAnyOrder("GET", "other");
        assertThat(values(text, "status")).hasSizeLessThanOrEqualTo(6);
    }

    private static Set<String> values(String text, String label) {
        Matcher matcher = LABEL.matcher(text);
        return matcher.results()
                .filter(m -> m.group(1).equals(label))
                .map(m -> m.group(2))
                .collect(Collectors.toSet());
    }

    @Test
    void theJvmIsThere() throws IOException {
        assertThat(scrape()).contains("jvm_memory_used_bytes", "jvm_threads_current", "process_cpu_seconds_total");
    }

    @Test
    void servicesTellOfStatesAndNobody() throws IOException {
        batches.add(batch(2, ErasureAction.ANONYMIZE, 3));
        Figures figures = figures();
        String text = scrape();
        assertThat(text)
                .contains("gallra_erased_contacts_total{action=\"ANONYMIZE\"} 3")
                .contains("gallra_erased_rows_total{action=\"ANONYMIZE\"} 70")
                .contains("gallra_erased_contacts_total{action=\"DELETE\"} 0")
                .contains("gallra_ledger_entries 2")
                .contains("gallra_ledger_behind 0")
                .contains("gallra_acts{state=\"WAITING\"} 0")
                .contains("gallra_bundles{accounting=\"NOT_ACCOUNTED_FOR\"} 0")
                .contains("gallra_login_failures_total 4")
                .contains("gallra_backup_last_timestamp_seconds 1.7724456E9")
                .contains("gallra_db_pool_waiting")
                .doesNotContain("gallra_backup_drill_passed ");
        Map<String, Set<String>> labels = GALLRA.matcher(text)
                .results()
                .flatMap(line -> LABEL.matcher(line.group()).results())
                .collect(Collectors.groupingBy(
                        m -> m.group(1), Collectors.mapping(m -> m.group(2), Collectors.toSet())));
        assertThat(labels.keySet()).isSubsetOf("action", "state", "accounting", "method", "route", "status", "le");
        assertThat(labels.values()).allMatch(values -> values.size() <= 8, "few values");
        figures.stop();
        assertThat(scrape()).doesNotContain("gallra_ledger_entries");
    }

    @Test
    void whatFailsIsLeftOutAndTheOthersStand() throws IOException {
        broken = true;
        figures();
        assertThat(scrape()).contains("gallra_login_failures_total 4").doesNotContain("gallra_bundles{");
    }

    /** As when all connections are in use: nobody waits for each figure in turn. */
    @Test
    void whoDoesNotAnswerIsWaitedForOnceAndThePoolIsToldOf() throws IOException {
        backups = new CountDownLatch(1);
        patience = Duration.ofMillis(20);
        Figures figures = figures();
        try {
            String text = scrape();
            assertThat(text)
                    .contains("gallra_db_pool_in_use", "gallra_db_pool_waiting", "jvm_threads_current")
                    .doesNotContain("gallra_backup_last_timestamp_seconds ");
            // the second time nobody is waited for: the first one is still at it
            assertThat(scrape()).contains("gallra_db_pool_in_use").doesNotContain("gallra_ledger_entries ");
        } finally {
            backups.countDown();
            figures.stop();
        }
    }

    @Test
    void theLedgerIsReadAgainOnlyIfItHasGrownAndOnceAMinute() {
        long[] now = {0};
        Erased erased = new Erased(fake(ErasureLedger.class), () -> now[0]);
        batches.add(batch(2, ErasureAction.DELETE, 1));
        assertThat(erased.contacts(ErasureAction.DELETE)).isEqualTo(1);
        assertThat(erased.contacts(ErasureAction.DELETE)).isEqualTo(1);
        assertThat(scans).isEqualTo(1);
        batches.add(batch(4, ErasureAction.DELETE, 5));
        assertThat(erased.contacts(ErasureAction.DELETE)).isEqualTo(1);
        now[0] = TimeUnit.SECONDS.toNanos(61);
        assertThat(erased.contacts(ErasureAction.DELETE)).isEqualTo(6);
        assertThat(erased.rows(ErasureAction.DELETE)).as("each act once").isEqualTo(70);
        assertThat(scans).isEqualTo(2);
    }

    private Figures figures() {
        return new Figures(
                patience,
                meters,
                fake(AccessControl.class),
                fake(LoginService.class),
                fake(PersonalDataRegister.class),
                fake(ErasureLedger.class),
                fake(WaitingActs.class),
                fake(ErasureTraces.class),
                fake(SubjectRequests.class),
                fake(BackupService.class));
    }

    private static Batch batch(long entry, ErasureAction action, int contacts) {
        List<Long> keys = java.util.stream.LongStream.range(0, contacts).boxed().toList();
        return new Batch(
                entry,
                Instant.EPOCH,
                UUID.nameUUIDFromBytes(new byte[1]),
                action,
                "d",
                1,
                Set.of(),
                false,
                keys,
                List.of());
    }

    /** Answers what is asked of a service here, and refuses everything else. */
    private <T> T fake(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                    Object[] arguments = given == null ? new Object[0] : given;
                    return switch (method.getName()) {
                        case "callAs" -> ((Supplier<?>) arguments[1]).get();
                        case "failedLogins" -> 4L;
                        case "snapshot" -> {
                            if (broken) {
                                throw new IllegalStateException("Zacharias Topelius");
                            }
                            yield new RegisterSnapshot(1, "d", List.of());
                        }
                        case "head" ->
                            batches.isEmpty()
                                    ? 0L
                                    : batches.get(batches.size() - 1).entry();
                        case "batches" -> {
                            scans++;
                            yield batches.stream()
                                    .filter(b -> b.entry() > (Long) arguments[0])
                                    .toList();
                        }
                        case "find" ->
                            Optional.of(new Done(
                                    9,
                                    UUID.randomUUID(),
                                    (UUID) arguments[0],
                                    batches.get(0).action(),
                                    "d",
                                    3,
                                    0,
                                    70,
                                    0,
                                    true,
                                    List.of()));
                        case "behind", "busy" -> false;
                        case "problem" -> Optional.empty();
                        case "list", "traces" -> List.of();
                        case "load" -> new SubjectRequests.Load(2, 1, 0);
                        case "condition" -> {
                            backups.await();
                            yield new BackupService.Condition(true, 0, Instant.parse("2026-03-02T10:00:00Z"), null);
                        }
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                }));
    }
}
