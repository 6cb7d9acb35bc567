package org.gallra.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.karaf.features.Feature;
import org.apache.karaf.features.FeatureState;
import org.apache.karaf.features.FeaturesService;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;

class ConsoleTest {

    @Test
    void whatBundlesSayIsTextWhateverItIs() {
        Html html = new Html(Locale.ENGLISH, "/r").cell("<script>").form("t", Map.of("n", "'><b>"));
        html.text(new Text("å", "a & b"));
        assertThat(html.toString()).contains("&lt;script&gt;", "a &amp; b").doesNotContain("<script>", "<b>");
    }

    @Test
    void anUploadWaitsForAnHourAndIsFoundByItsKeyOnly(@TempDir Path place) throws IOException {
        Uploads uploads = new Uploads(place.resolve("uploads"));
        String key = uploads.keep(new ByteArrayInputStream(new byte[] {1, 2, 3}));
        assertThat(Files.readAllBytes(uploads.get(key))).containsExactly(1, 2, 3);
        for (String other : new String[] {"", "../x", "a\u0000b", "0".repeat(32), key + "0"}) {
            assertThatThrownBy(() -> uploads.get(other)).isInstanceOf(GallraException.class);
        }
        Files.setLastModifiedTime(uploads.get(key), FileTime.from(Instant.now().minus(Duration.ofMinutes(61))));
        String next = uploads.keep(new ByteArrayInputStream(new byte[0]));
        assertThatThrownBy(() -> uploads.get(key)).isInstanceOf(GallraException.class);
        uploads.drop(next);
        assertThat(place.resolve("uploads")).isEmptyDirectory();
    }

    @Test
    void aFeatureOfTheArchiveComesAndGoesAndThoseOfTheStartStay(@TempDir Path etc) throws IOException {
        Files.writeString(
                etc.resolve("org.apache.karaf.features.cfg"),
                "featuresBoot = \\\n    (wrap), \\\n    shell/4.4.10, \\\n    gallra/1.0.0\n");
        Set<String> boot = FeaturesTab.boot(stub(BundleContext.class, (method, arguments) -> etc.toString()));
        assertThat(boot).contains("wrap", "shell", "gallra").doesNotContain("obr");
        List<String> calls = new ArrayList<>();
        List<String> audit = new ArrayList<>();
        Set<String> required = new TreeSet<>(Set.of("shell"));
        Feature[] all = {feature("shell"), feature("obr"), feature("scr")};
        FeaturesService karaf = stub(FeaturesService.class, (method, arguments) -> switch (method) {
            case "listFeatures" -> all;
            case "isRequired" -> required.contains(((Feature) arguments[0]).getName());
            case "getState" ->
                arguments[0].equals("obr/1") && !required.contains("obr")
                        ? FeatureState.Uninstalled
                        : FeatureState.Started;
            case "installFeature" -> required.add((String) arguments[0]) && calls.add("+" + arguments[0]);
            case "uninstallFeature" -> required.remove(arguments[0]) && calls.add("-" + arguments[0]);
            default -> throw new UnsupportedOperationException(method);
        });
        FeaturesTab tab =
                new FeaturesTab(karaf, boot, entry -> audit.add(entry.act().code()));
        assertThat(shown(tab)).contains("value='obr/1'", "Install").doesNotContain("Remove");
        assertThat(tab.act("install", asked("obr/1"), NOBODY)).isEqualTo("?done=install");
        assertThat(shown(tab)).contains("value='obr/1'", "Remove").doesNotContain(">Install<");
        for (String stays : List.of("shell/1", "scr/1")) {
            assertThatThrownBy(() -> tab.act("remove", asked(stays), NOBODY))
                    .isInstanceOf(GallraException.class)
                    .hasMessageContaining("cannot be removed");
        }
        tab.act("remove", asked("obr/1"), NOBODY);
        assertThatThrownBy(() -> tab.act("install", asked("none/1"), NOBODY)).isInstanceOf(GallraException.class);
        assertThat(calls).containsExactly("+obr", "-obr");
        assertThat(audit).containsExactly("console.feature-installed", "console.feature-removed");
    }

    private static final HttpServletResponse NOBODY = stub(HttpServletResponse.class, (method, arguments) -> {
        throw new UnsupportedOperationException(method);
    });

    private static String shown(FeaturesTab tab) {
        Html html = new Html(Locale.ENGLISH, "/r");
        tab.show(asked(""), html);
        return html.toString();
    }

    private static HttpServletRequest asked(String feature) {
        return stub(HttpServletRequest.class, (method, arguments) -> "feature".equals(arguments[0]) ? feature : null);
    }

    private static Feature feature(String name) {
        return stub(Feature.class, (method, arguments) -> switch (method) {
            case "getName" -> name;
            case "getVersion" -> "1";
            case "getId" -> name + "/1";
            case "isHidden" -> false;
            default -> null;
        });
    }

    /** What a stub answers. */
    private interface Answers {
        @Nullable
        Object to(String method, Object[] arguments);
    }

    private static <T> T stub(Class<T> type, Answers answers) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object answer = answers.to(method.getName(), arguments == null ? new Object[0] : arguments);
                    return method.getReturnType() == void.class ? null : answer;
                }));
    }

    @Test
    void aNoticeIsToldOnce() {
        Notices notices = new Notices();
        String key = notices.keep(new Text("Nej", "No"));
        assertThat(notices.take(key)).isEqualTo(new Text("Nej", "No"));
        assertThat(notices.take(key)).isNull();
        assertThat(notices.take(null)).isNull();
    }
}
