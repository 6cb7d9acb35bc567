package org.gallra.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks into the folder {@code dev} of the data directory, where {@code ./gallra dev} lays jars, and answers each with a
 * file of its name and {@code .answer}: {@code ok} or {@code failed}, a blank, and a line for people. The file
 * {@code ready} says that somebody looks.
 *
 * <p>Immediate because nobody asks for it.
 */
@Component(service = SwapFolder.class, immediate = true)
public final class SwapFolder {

    private static final Logger LOG = LoggerFactory.getLogger(SwapFolder.class);
    private static final int PAUSE_MILLIS = 50;

    private final BundleContext context;
    private final BundleSwap swap;
    private final Path folder;
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(run -> {
        Thread thread = new Thread(run, "gallra-dev");
        thread.setDaemon(true);
        return thread;
    });

    /** Begins to look. */
    @Activate
    public SwapFolder(BundleContext context) throws IOException {
        this.context = context;
        this.swap = new BundleSwap(context);
        this.folder = Files.createDirectories(Path.of(System.getProperty("karaf.data"), "dev"));
        Files.writeString(folder.resolve("ready"), "");
        worker.scheduleWithFixedDelay(this::look, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Stops to look; what this bundle installed goes with it, unless the whole server stops. */
    @Deactivate
    public void stop() throws IOException, BundleException {
        worker.shutdownNow();
        Files.deleteIfExists(folder.resolve("ready"));
        if (context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() != Bundle.STOPPING) {
            swap.removeAll();
        }
    }

    private void look() {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> jars =
                    files.filter(f -> f.toString().endsWith(".jar")).sorted().toList();
            for (Path jar : jars) {
                answer(jar);
            }
        } catch (IOException e) {
            LOG.warn("Looking into {} failed", folder, e);
        }
    }

    private void answer(Path jar) throws IOException {
        String answer;
        try {
            answer = "ok " + swap.swap(jar);
        } catch (IOException | BundleException | RuntimeException e) {
            LOG.warn("Swapping {} failed", jar.getFileName(), e);
            answer = "failed " + String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        Files.deleteIfExists(jar);
        Path written = Files.writeString(folder.resolve(jar.getFileName() + ".part"), answer);
        Files.move(written, folder.resolve(jar.getFileName() + ".answer"), StandardCopyOption.ATOMIC_MOVE);
    }
}
