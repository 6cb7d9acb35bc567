package org.gallra.persistence;

import java.lang.reflect.Field;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.hooks.weaving.WeavingHook;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes Aries JPA 2.7.3 let go of a bundle that leaves: its weaving hook keeps the bundle, and with it all classes, in a
 * map for ever. Immediate because nobody asks for it.
 */
@Component(
        service = {},
        immediate = true)
public final class WeavingHookRelease implements SynchronousBundleListener {

    private static final Logger LOG = LoggerFactory.getLogger(WeavingHookRelease.class);

    private final BundleContext context;

    /** Starts to listen. */
    @Activate
    public WeavingHookRelease(BundleContext context) {
        this.context = context;
        context.addBundleListener(this);
    }

    /** Stops to listen. */
    @Deactivate
    public void stop() {
        context.removeBundleListener(this);
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.UNINSTALLED || event.getType() == BundleEvent.UPDATED) {
            release(event.getBundle());
        }
    }

    private void release(Bundle bundle) {
        try {
            for (ServiceReference<WeavingHook> reference : context.getServiceReferences(WeavingHook.class, null)) {
                WeavingHook hook = context.getService(reference);
                if (hook == null) {
                    continue;
                }
                try {
                    if (hook.getClass().getSimpleName().equals("JPAWeavingHook")) {
                        Field field = hook.getClass().getDeclaredField("registeredTransformers");
                        field.setAccessible(true);
                        synchronized (hook) {
                            ((Map<?, ?>) field.get(hook)).remove(bundle);
                        }
                    }
                } finally {
                    context.ungetService(reference);
                }
            }
        } catch (InvalidSyntaxException | ReflectiveOperationException e) {
            LOG.warn("The weaving hook of Aries JPA has another shape than 2.7.3; it may keep {}", bundle, e);
        }
    }
}
