package org.gallra.ui;

import gg.jte.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Bootstrap's icons as inline SVG, hidden from screen readers: the text beside them says it. */
final class Icons {

    private static final Map<String, String> CACHE = new ConcurrentHashMap<>();

    private Icons() {}

    static Content of(String name) {
        String svg = CACHE.computeIfAbsent(name.matches("[a-z0-9-]{1,40}") ? name : "box", Icons::read);
        return output -> output.writeContent(svg);
    }

    private static String read(String name) {
        try (InputStream in = Icons.class.getResourceAsStream("/icons/" + name + ".svg")) {
            if (in == null) {
                return name.equals("box") ? "" : read("box");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replaceFirst(
                            "<svg [^>]*>",
                            "<svg class=\"icon\" viewBox=\"0 0 16 16\" aria-hidden=\"true\" focusable=\"false\">")
                    .replace("\n", "");
        } catch (IOException e) {
            return "";
        }
    }
}
