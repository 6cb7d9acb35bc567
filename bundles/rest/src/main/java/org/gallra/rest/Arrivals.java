package org.gallra.rest;

import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** Knows whether a bundle that has come, or was updated, has yet to put resources in place. */
final class Arrivals {

    private static final Set<String> MARKS = Set.of("osgi.jakartars.resource", "gallra.ui.resource");

    private final ServiceComponentRuntime components;

    Arrivals(ServiceComponentRuntime components) {
        this.components = components;
    }

    /** Says whether the bundle is starting, or one of its resources waits for a service. */
    boolean unfinished(Bundle bundle) {
        return bundle.getState() == Bundle.STARTING
                || components.getComponentDescriptionDTOs(bundle).stream()
                        .filter(described -> MARKS.stream().anyMatch(described.properties::containsKey))
                        .anyMatch(this::waits);
    }

    /** Says whether any resource of any bundle waits for a service. */
    boolean unfinished() {
        return components.getComponentDescriptionDTOs().stream()
                .filter(described -> MARKS.stream().anyMatch(described.properties::containsKey))
                .anyMatch(this::waits);
    }

    private boolean waits(ComponentDescriptionDTO described) {
        return components.isComponentEnabled(described)
                && components.getComponentConfigurationDTOs(described).stream()
                        .anyMatch(one -> one.state == ComponentConfigurationDTO.UNSATISFIED_REFERENCE);
    }
}
