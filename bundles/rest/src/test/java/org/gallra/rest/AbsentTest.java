package org.gallra.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.glassfish.jersey.uri.PathPattern;
import org.glassfish.jersey.uri.PathTemplate;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** What was served once and is not now: it comes back, or is gone. */
class AbsentTest {

    private static final String API = "/api/v1";

    private final Absent absent = new Absent();
    private final Bundle bundle = bundle();
    private final Part kept = part("/x/kept", "Kept");
    private final Part dropped = part("/x/dropped", "Dropped");
    private int state = Bundle.ACTIVE;
    private long version = 1;

    /** The only resource of the bundle: what its component says of itself. */
    private int component = ComponentConfigurationDTO.ACTIVE;

    private String mark = "osgi.jakartars.resource";

    @Test
    void whatTheDataSourceTookAwayComesBack() {
        absent.left(API, List.of(kept, dropped), bundle);
        assertThat(comesBack("/x/kept")).isTrue();
        absent.back(API, List.of(part("/x/kept", "Kept")));
        assertThat(comesBack("/x/kept")).isFalse();
        assertThat(comesBack("/x/dropped/7")).as("not updated").isTrue();
        assertThat(comesBack("/x/never")).isFalse();
    }

    @Test
    void whatAnUpdateDropsIsGoneOnceTheUpdateIsDone() {
        absent.left(API, List.of(kept, dropped), bundle);
        version = 2;
        state = Bundle.STARTING;
        assertThat(comesBack("/x/dropped")).as("it starts").isTrue();
        state = Bundle.ACTIVE;
        component = ComponentConfigurationDTO.UNSATISFIED_REFERENCE;
        assertThat(comesBack("/x/dropped")).as("it waits").isTrue();
        mark = "something.else";
        assertThat(comesBack("/x/dropped")).as("what waits serves nothing").isFalse();
        mark = "gallra.ui.resource";
        component = ComponentConfigurationDTO.SATISFIED;
        absent.back(API, List.of(part("/x/kept", "Kept")));
        assertThat(comesBack("/x/dropped")).isFalse();
        absent.left(API, List.of(kept), bundle);
        assertThat(comesBack("/x/kept")).as("served by the new version").isTrue();
        assertThat(comesBack("/x/dropped")).isFalse();
    }

    @Test
    void whatWasRemovedIsGone() {
        absent.left(API, List.of(kept), bundle);
        for (int gone : new int[] {Bundle.UNINSTALLED, Bundle.INSTALLED, Bundle.RESOLVED, Bundle.STOPPING}) {
            state = gone;
            assertThat(comesBack("/x/kept")).isFalse();
        }
    }

    @Test
    void ofTwoThatShareAPathEachComesBackForItself() {
        Part form = part("/x/kept", "Form");
        absent.left(API, List.of(kept, form), bundle);
        absent.back(API, List.of(form));
        assertThat(comesBack("/x/kept/7")).as("the other one").isTrue();
        assertThat(absent.comesBack(API, "/x/kept/7", kept.path(), new Arrivals(components())::unfinished))
                .as("what is served at the path is asked first")
                .isFalse();
        absent.back(API, List.of(kept));
        assertThat(comesBack("/x/kept/7")).isFalse();
    }

    private boolean comesBack(String rest) {
        return absent.comesBack(API, rest, null, new Arrivals(components())::unfinished);
    }

    private static Part part(String path, String type) {
        return new Part(
                new PathPattern(new PathTemplate(path), PathPattern.RightHandPath.capturingZeroOrMoreSegments), type);
    }

    private Bundle bundle() {
        return fake(Bundle.class, Map.of("getState", () -> state, "getLastModified", () -> version));
    }

    private ServiceComponentRuntime components() {
        return fake(
                ServiceComponentRuntime.class,
                Map.of(
                        "getComponentDescriptionDTOs", () -> Set.of(described()),
                        "isComponentEnabled", () -> true,
                        "getComponentConfigurationDTOs", () -> Set.of(configured())));
    }

    private ComponentDescriptionDTO described() {
        ComponentDescriptionDTO described = new ComponentDescriptionDTO();
        described.properties = Map.of(mark, true);
        return described;
    }

    private ComponentConfigurationDTO configured() {
        ComponentConfigurationDTO configured = new ComponentConfigurationDTO();
        configured.state = component;
        return configured;
    }

    /** Answers what is asked here, and refuses everything else. */
    private static <T> T fake(Class<T> type, Map<String, java.util.function.Supplier<Object>> answers) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (!answers.containsKey(method.getName())) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return answers.get(method.getName()).get();
                }));
    }
}
