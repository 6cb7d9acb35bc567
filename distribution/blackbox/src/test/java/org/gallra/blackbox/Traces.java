package org.gallra.blackbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a server tells of itself, to operators, administrators and machines: all of it must do without anybody's values. */
final class Traces {

    private static final List<String> SHELL = List.of(
            "gallra:coverage --json",
            "gallra:jobs list",
            "gallra:jobs list --json",
            "gallra:doctor",
            "gallra:audit --limit 200 list",
            "gallra:audit --limit 200 --json list",
            "gallra:audit verify",
            "gallra:users list",
            "gallra:verify-ledger",
            "log:display -n 2000",
            "gallra:departed list",
            "gallra:add-ons list");

    private final GallraServer server;
    private final Api admin;
    private final Map<String, String> told = new LinkedHashMap<>();

    private Traces(GallraServer server, Api admin) {
        this.server = server;
        this.admin = admin;
    }

    /** Collects everything, by the place where it stands. */
    static Traces of(GallraServer server, Api admin) throws IOException, InterruptedException {
        Traces traces = new Traces(server, admin);
        traces.files();
        traces.monitoring();
        traces.records();
        traces.console();
        traces.told.put("shell", server.shell("admin", GallraServer.PASSWORD, String.join("; ", SHELL)));
        return traces;
    }

    /** Returns what stands at a place. */
    String at(String place) {
        return told.getOrDefault(place, "");
    }

    /** Returns how many places were looked at. */
    int places() {
        return told.size();
    }

    /** Returns where one of these words stands, whatever its case. */
    List<String> naming(List<String> words) {
        List<String> found = new ArrayList<>();
        told.forEach((place, text) -> {
            String lower = text.toLowerCase(Locale.ROOT);
            words.stream()
                    .filter(word -> lower.contains(word.toLowerCase(Locale.ROOT)))
                    .forEach(word -> found.add(place + " names " + word));
        });
        return found;
    }

    /** Logs, the ledger, temporary files, settings; the embedded database is encrypted. */
    private void files() throws IOException {
        for (Path file : Folders.files(server.folder())) {
            told.put(server.folder().relativize(file).toString(), Folders.read(file));
        }
    }

    private void monitoring() {
        Api nobody = Api.anonymous(server.adminUrl());
        for (String path : List.of(
                "/metrics",
                "/system/health.json?tags=*",
                "/system/health.txt?tags=*",
                "/system/health.html?tags=*",
                "/system/health.verbose.txt?tags=*")) {
            told.put(path, nobody.get(path).body());
        }
    }

    /** Audit log, receipts, ledger: what is kept of acts. */
    private void records() {
        String next = "";
        for (int page = 1; page <= 5 && !next.equals("end"); page++) {
            JsonNode audit = admin.get("audit?limit=200" + next).is(200).json();
            told.put("audit, page " + page, audit.toString());
            next = audit.get("next").isNull()
                    ? "end"
                    : "&cursor=" + audit.get("next").asText();
        }
        for (String path : List.of("audit/file?lang=sv", "audit/file?lang=en", "audit/state", "receipts?limit=100")) {
            told.put(path, admin.get(path).is(200).body());
        }
        for (JsonNode receipt : admin.get("receipts?limit=100").json().get("items")) {
            String path = "receipts/" + receipt.get("id").asText();
            told.put(path, admin.get(path).is(200).body());
        }
    }

    private void console() {
        Console console = new Console(server);
        for (String plugin : console.plugins()) {
            told.put("console, " + plugin, console.plugin(plugin));
        }
        for (String tab : console.tabs()) {
            told.put("console, gallra/" + tab, console.html(tab));
        }
    }
}
