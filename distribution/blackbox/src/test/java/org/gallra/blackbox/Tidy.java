package org.gallra.blackbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Takes away what forms made of which each page has all, such as definitions of fields: pages would grow without end. */
final class Tidy {

    private static final List<String> LISTS = List.of(
            "free-fields",
            "anonymization-rules",
            "users/self/tokens",
            "views?list=contacts",
            "views?list=companies",
            "views?list=activities",
            "views?list=meetings",
            "views?list=opportunities",
            "views?list=sales");

    private final Api admin;
    private final Set<String> kept = new TreeSet<>();

    private Tidy(Api admin) {
        this.admin = admin;
    }

    /** Keeps what is there now. */
    static Tidy of(Api admin) {
        Tidy tidy = new Tidy(admin);
        LISTS.forEach(list -> tidy.items(list).forEach(item -> tidy.kept.add(id(item))));
        return tidy;
    }

    /** Takes away what has come since. */
    synchronized void up() {
        for (String list : LISTS) {
            for (JsonNode item : items(list)) {
                if (!kept.contains(id(item))) {
                    admin.send(admin.request(list.replaceFirst("\\?.*", "") + "/" + id(item))
                            .header("If-Match", "\"" + item.path("version").asText() + "\"")
                            .DELETE());
                }
            }
        }
    }

    private static String id(JsonNode item) {
        return item.get("id").asText();
    }

    private List<JsonNode> items(String list) {
        JsonNode answer = admin.get(list).is(200).json();
        JsonNode items = answer.isArray()
                ? answer
                : answer.elements().hasNext() ? answer.elements().next() : answer;
        return items.isArray()
                ? java.util.stream.StreamSupport.stream(items.spliterator(), false)
                        .toList()
                : List.of();
    }
}
