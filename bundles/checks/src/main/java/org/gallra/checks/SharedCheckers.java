package org.gallra.checks;

import com.sun.source.util.JavacTask;
import com.sun.source.util.Plugin;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/**
 * A plug-in of javac that makes the checkers beside it (ErrorProne, NullAway) load once in a build. Without it each compilation loads
 * them into a class loader of its own, so that they run as unknown code a hundred times over; that is half of all the time spent in
 * compiling.
 *
 * <p>It puts what the annotation processor path names onto the class path of the virtual machine, whose classes come first. It has to
 * stand first in that path, since javac looks at plug-ins in its order. Needs {@code --add-opens
 * java.base/jdk.internal.loader=ALL-UNNAMED}, which {@code .mvn/jvm.config} says; where that is missing (an editor, a compiler run
 * alone) nothing is shared and everything is checked as well. Threads: compilations may begin beside each other.
 */
public final class SharedCheckers implements Plugin {
    /** For javac, which makes it. */
    public SharedCheckers() {}

    @Override
    public String getName() {
        return "SharedCheckers";
    }

    @Override
    public void init(JavacTask task, String... args) {
        if (getClass().getClassLoader() instanceof URLClassLoader own) {
            // seen by all compilations: this class is loaded for each of them
            synchronized (System.getProperties()) {
                for (URL url : own.getURLs()) {
                    share(url);
                }
            }
        }
    }

    /** Jars of the repository only: what this build makes itself may change while the machine lives. */
    private static void share(URL url) {
        String mark = "org.gallra.checks.shared:" + url;
        if (!url.getPath().endsWith(".jar")
                || url.getPath().contains("/org/gallra/")
                || System.getProperty(mark) != null) {
            return;
        }
        try {
            ClassLoader machine = ClassLoader.getSystemClassLoader();
            Method append = machine.getClass().getDeclaredMethod("appendToClassPathForInstrumentation", String.class);
            append.setAccessible(true);
            append.invoke(machine, Path.of(url.toURI()).toString());
            System.setProperty(mark, "");
        } catch (ReflectiveOperationException | RuntimeException | URISyntaxException e) {
            // then it is loaded as before: slower, and checked as well
        }
    }
}
