package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A REST client with a login. */
public final class Api {

    public static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String url;
    private final String token;

    private Api(String url, String token) {
        this.url = url;
        this.token = token;
    }

    public static Api anonymous(String url) {
        return new Api(url, "");
    }

    /** Returns a client that shows this token, whatever it is. */
    public static Api with(String url, String token) {
        return new Api(url, token);
    }

    public static Api login(String url, String user, String password) {
        Answer answer = anonymous(url).post("session", Map.of("userName", user, "password", password));
        return new Api(url, answer.is(200).json().get("token").asText());
    }

    public String url() {
        return url;
    }

    public String token() {
        return token;
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    public Answer delete(String path) {
        return send(request(path).DELETE());
    }

    public Answer post(String path, Object body) {
        return send(request(path).header("Content-Type", "application/json").POST(json(body)));
    }

    public Answer put(String path, Object body) {
        return send(request(path).header("Content-Type", "application/json").PUT(json(body)));
    }

    /** Posts with the version that the change is based on. */
    public Answer post(String path, Object body, String etag) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("If-Match", etag)
                .POST(json(body)));
    }

    /** Puts with the version that the change is based on. */
    public Answer put(String path, Object body, String etag) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("If-Match", etag)
                .PUT(json(body)));
    }

    /** Starts a request below {@code /api/v1}, or below the root if the path begins with a slash. */
    public HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(url + (path.startsWith("/") ? "" : "/api/v1/") + path))
                .timeout(Duration.ofMinutes(3));
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    public Answer send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        try {
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
            return new Answer(name(request), response);
        } catch (IOException e) {
            throw new UncheckedIOException(name(request), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String name(HttpRequest request) {
        return request.method() + " " + request.uri().getRawPath()
                + request.headers().map().getOrDefault("Content-Type", List.of())
                + request.headers().map().getOrDefault("Accept", List.of());
    }

    /** A text is sent as it is, everything else as JSON. */
    private static HttpRequest.BodyPublisher json(Object body) {
        try {
            return BodyPublishers.ofString(body instanceof String text ? text : JSON.writeValueAsString(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What came back.
     *
     * @param request method and path
     * @param response the response
     */
    public record Answer(String request, HttpResponse<String> response) {

        public int status() {
            return response.statusCode();
        }

        public String body() {
            return response.body();
        }

        public JsonNode json() {
            try {
                return JSON.readTree(body());
            } catch (IOException e) {
                throw new UncheckedIOException(request + " answered " + status() + ": " + body(), e);
            }
        }

        public String etag() {
            return response.headers().firstValue("ETag").orElse("");
        }

        /** Demands a status. */
        public Answer is(int status) {
            assertThat(status()).as(this::described).isEqualTo(status);
            return this;
        }

        /** What was asked and answered, and what the server wrote if it is its fault. */
        private String described() {
            try {
                String log = status() >= 500 ? GallraServer.complaints(response.uri()) : "";
                return request + ": " + body() + log;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Demands problem+json of a 4xx status that tells what is wrong and nothing of the inside. */
        public Answer isProblem(int status) {
            assertThat(status).isBetween(400, 499);
            return isProblemOfServer(status);
        }

        /** Demands problem+json, be it the server's fault. */
        public Answer isProblemOfServer(int status) {
            is(status);
            assertThat(response.headers().firstValue("Content-Type").orElse(""))
                    .as(request + ": " + body())
                    .startsWith("application/problem+json");
            JsonNode problem = json();
            assertThat(problem.get("status").asInt()).isEqualTo(status);
            assertThat(problem.get("title").asText()).isNotBlank();
            assertThat(problem.get("detail").asText()).as("what to do").hasSizeGreaterThan(10);
            assertThat(body())
                    .doesNotContain("Exception", "\tat ", "java.")
                    .doesNotContainPattern("org\\.gallra\\.[a-z.]*[A-Z]");
            return this;
        }
    }
}
