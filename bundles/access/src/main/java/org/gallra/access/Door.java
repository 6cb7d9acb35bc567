package org.gallra.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import org.gallra.api.Text;
import org.jspecify.annotations.Nullable;

/**
 * From where a login came, in words that are coarse on purpose: a browser's family, a system, and how far away. The address itself is
 * kept nowhere.
 *
 * @param device such as {@code Firefox/Windows}
 * @param place {@code here}, {@code near} or {@code far}
 */
record Door(String device, String place) {

    static final Door UNKNOWN = new Door("", "");

    private static final String[][] BROWSERS = {
        {"edg/", "Edge"}, {"opr/", "Opera"}, {"firefox/", "Firefox"}, {"chrome/", "Chrome"}, {"safari/", "Safari"}
    };

    private static final String[][] SYSTEMS = {
        {"android", "Android"},
        {"iphone", "iOS"},
        {"ipad", "iOS"},
        {"windows", "Windows"},
        {"mac os", "macOS"},
        {"linux", "Linux"}
    };

    static Door of(HttpServletRequest request) {
        return of(request.getHeader("User-Agent"), request.getRemoteAddr());
    }

    static Door of(@Nullable String agent, @Nullable String address) {
        String text = agent == null ? "" : agent.toLowerCase(Locale.ROOT);
        String browser = first(BROWSERS, text);
        String system = first(SYSTEMS, text);
        return new Door(browser.isEmpty() ? "" : browser + "/" + system, place(address));
    }

    private static String first(String[][] words, String text) {
        for (String[] word : words) {
            if (text.contains(word[0])) {
                return word[1];
            }
        }
        return "";
    }

    private static String place(@Nullable String address) {
        if (address == null || !address.matches("[0-9a-fA-F.:%]{2,60}")) {
            return ""; // a name would have to be looked up
        }
        try {
            InetAddress from = InetAddress.getByName(address);
            if (from.isLoopbackAddress()) {
                return "here";
            }
            boolean unique = from.getAddress().length == 16 && (from.getAddress()[0] & 0xfe) == 0xfc;
            return from.isSiteLocalAddress() || from.isLinkLocalAddress() || unique ? "near" : "far";
        } catch (UnknownHostException e) {
            return "";
        }
    }

    /** Returns what people read of it. */
    Text words() {
        Text where =
                switch (place) {
                    case "here" -> new Text("via servern själv eller dess proxy", "by the server itself or its proxy");
                    case "near" -> new Text("från det egna nätet", "from the local network");
                    case "far" -> new Text("från internet", "from the internet");
                    default -> new Text("okänt varifrån", "from somewhere unknown");
                };
        String[] parts = device.split("/", 2);
        if (device.isEmpty()) {
            return new Text("Program, " + where.sv(), "Program, " + where.en());
        }
        boolean system = parts.length == 2 && !parts[1].isEmpty();
        return new Text(
                parts[0] + (system ? " på " + parts[1] : "") + ", " + where.sv(),
                parts[0] + (system ? " on " + parts[1] : "") + ", " + where.en());
    }
}
