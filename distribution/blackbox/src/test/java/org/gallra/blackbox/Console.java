package org.gallra.blackbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;

/** An administrator with only the web console. */
final class Console {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String root;
    private final String credentials;

    Console(GallraServer server) {
        this.root = server.adminUrl() + "/system/console/gallra/";
        this.credentials = "Basic "
                + Base64.getEncoder()
                        .encodeToString(("admin:" + GallraServer.PASSWORD).getBytes(StandardCharsets.UTF_8));
    }

    /** Returns a page as people read it. */
    String page(String path) {
        return html(path)
                .replaceAll("<(style|script)[^>]*>[^<]*</(style|script)>", " ")
                .replaceAll("<[^>]*>", " ")
                .replaceAll("\\s+", " ");
    }

    String html(String path) {
        HttpResponse<String> answer = send(request(path).GET());
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    /** Returns the names of the tabs of Gallra's page. */
    List<String> tabs() {
        return Jsoup.parse(html("")).select(".gallra-tabs a").eachAttr("href").stream()
                .map(Console::name)
                .toList();
    }

    /** Returns the names of all pages of the console, Karaf's and Felix's too, but of that which ends the login. */
    List<String> plugins() {
        return Jsoup.parse(html("")).select("a[href*=/system/console/]").eachAttr("href").stream()
                .map(Console::name)
                .filter(name -> !name.equals("logout") && name.matches("[A-Za-z_-]+"))
                .distinct()
                .toList();
    }

    /** Returns a page of the console, whosever it is, and if it only says that it cannot be shown. */
    String plugin(String name) {
        return send(request("../" + name).GET()).body();
    }

    private static String name(String address) {
        return address.substring(address.lastIndexOf('/') + 1);
    }

    /** Returns the value of a hidden field of a page. */
    String hidden(String path, String name) {
        Matcher field = Pattern.compile("name='" + name + "' value='([^']*)'").matcher(html(path));
        if (!field.find()) {
            throw new AssertionError(path + " has no field " + name);
        }
        return field.group(1);
    }

    /** Presses a button of a form; returns the page that the browser goes on to, or what is downloaded. */
    String press(String tab, String act, Map<String, String> fields) {
        return press(tab, act, fields, null);
    }

    String press(String tab, String act, Map<String, String> fields, Path file) {
        HttpResponse<String> answer = send(form(tab, act, fields, file));
        if (answer.statusCode() == 200) {
            return answer.body();
        }
        if (answer.statusCode() != 302) {
            throw new AssertionError(act + " answered " + answer.statusCode() + ": " + answer.body());
        }
        String location = answer.headers().firstValue("Location").orElseThrow();
        return location.substring(location.indexOf("/gallra/") + "/gallra/".length());
    }

    /** Returns the status of a form that a page of another site sends with the password that the browser knows. */
    int pressElsewhere(String tab, String act, Map<String, String> fields) {
        return send(form(tab, act, fields, null).header("Origin", "https://elsewhere.example"))
                .statusCode();
    }

    private HttpRequest.Builder form(String tab, String act, Map<String, String> fields, Path file) {
        try {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            part(body, "act", "", act.getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, String> field : fields.entrySet()) {
                part(body, field.getKey(), "", field.getValue().getBytes(StandardCharsets.UTF_8));
            }
            if (file != null) {
                part(body, "file", "; filename=\"bundle.jar\"", Files.readAllBytes(file));
            }
            body.writeBytes("--BORDER--\r\n".getBytes(StandardCharsets.US_ASCII));
            return request(tab)
                    .header("Content-Type", "multipart/form-data; boundary=BORDER")
                    .POST(BodyPublishers.ofByteArray(body.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void part(ByteArrayOutputStream body, String name, String more, byte[] content) {
        body.writeBytes(("--BORDER\r\nContent-Disposition: form-data; name=\"" + name + "\"" + more + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(content);
        body.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(root + path).normalize()).header("Authorization", credentials);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
