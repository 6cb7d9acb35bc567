package org.gallra.access;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks the identity provider, in bounded time and memory; it leads nowhere else. */
final class OidcWire implements ResourceRetriever {

    private static final Duration CONNECT = Duration.ofSeconds(4);
    private static final int SECONDS = 8;
    private static final int LARGEST = 512 * 1024;

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    /**
     * An answer.
     *
     * @param status the status
     * @param body the body
     */
    record Answer(int status, String body) {}

    Answer get(URI from) throws IOException {
        return send(HttpRequest.newBuilder(from).header("Accept", "application/json"));
    }

    Answer post(URI to, String form, @Nullable String authorization) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(to)
                .header("Accept", "application/json")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        return send(authorization == null ? request : request.header("Authorization", authorization));
    }

    private Answer send(HttpRequest.Builder request) throws IOException {
        CompletableFuture<HttpResponse<byte[]>> coming = http.sendAsync(
                request.timeout(Duration.ofSeconds(SECONDS)).build(),
                head -> new Bounded(BodySubscribers.ofByteArray()));
        try {
            HttpResponse<byte[]> answer = coming.get(SECONDS, TimeUnit.SECONDS);
            return new Answer(answer.statusCode(), new String(answer.body(), StandardCharsets.UTF_8));
        } catch (ExecutionException | TimeoutException e) {
            coming.cancel(true);
            throw new IOException("The identity provider does not answer", e);
        } catch (InterruptedException e) {
            coming.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    @Override
    public Resource retrieveResource(URL url) throws IOException {
        Answer answer = get(URI.create(url.toString()));
        if (answer.status() != 200) {
            throw new IOException("The identity provider answered " + answer.status());
        }
        return new Resource(answer.body(), "application/json");
    }

    /** Takes so much and no more. */
    private static final class Bounded implements BodySubscriber<byte[]> {

        private final BodySubscriber<byte[]> inner;
        private Flow.@Nullable Subscription subscription;
        private int taken;

        Bounded(BodySubscriber<byte[]> inner) {
            this.inner = inner;
        }

        @Override
        public CompletionStage<byte[]> getBody() {
            return inner.getBody();
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            inner.onSubscribe(given);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (ByteBuffer buffer : buffers) {
                taken += buffer.remaining();
            }
            if (taken > LARGEST) {
                Flow.Subscription known = subscription;
                if (known != null) {
                    known.cancel();
                }
                inner.onError(new IOException("The identity provider says too much"));
            } else {
                inner.onNext(buffers);
            }
        }

        @Override
        public void onError(Throwable error) {
            inner.onError(error);
        }

        @Override
        public void onComplete() {
            inner.onComplete();
        }
    }
}
