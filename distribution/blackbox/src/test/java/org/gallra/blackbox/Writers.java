package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Users who write on while something else happens, and what they were told. */
final class Writers implements AutoCloseable {

    private static final int USERS = 2;
    private static final int PAUSE_MILLIS = 20;

    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<String> refusals = new ConcurrentLinkedQueue<>();
    private final Queue<String> others = new ConcurrentLinkedQueue<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<Thread> users = new ArrayList<>();

    static Writers on(GallraServer server) {
        Writers writers = new Writers();
        for (int i = 0; i < USERS; i++) {
            Api api = server.as("anna");
            String name = "Skrivarna " + i + "-";
            Thread user = new Thread(() -> writers.write(api, name), "writer-" + i);
            user.start();
            writers.users.add(user);
        }
        return writers;
    }

    private void write(Api api, String name) {
        try {
            for (int i = 0; !end.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS); i++) {
                Api.Answer answer = api.post("companies", Map.of("name", name + i));
                switch (answer.status()) {
                    case 201 -> acknowledged.add(answer.json().get("id").asText());
                    case 503 -> refusals.add(answer.body());
                    default -> others.add(answer.status() + " " + answer.body());
                }
            }
        } catch (UncheckedIOException e) {
            others.add(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns how many writes were acknowledged so far. */
    int acknowledged() {
        return acknowledged.size();
    }

    /** Demands that whatever was acknowledged is there, and that all else was refused in words that tell nothing of the inside. */
    void assertNothingLost(Api reader) {
        assertThat(acknowledged).as("acknowledged").isNotEmpty();
        assertThat(others).as("neither written nor refused for now").isEmpty();
        assertThat(refusals).as("refused").isNotEmpty().allSatisfy(refusal -> assertThat(refusal)
                .contains("database")
                .doesNotContain("PSQL", "jdbc:", "SQLState", "Exception"));
        for (String id : acknowledged) {
            reader.get("companies/" + id).is(200);
        }
    }

    @Override
    public void close() throws InterruptedException {
        end.countDown();
        for (Thread user : users) {
            user.join(60_000);
        }
    }
}
