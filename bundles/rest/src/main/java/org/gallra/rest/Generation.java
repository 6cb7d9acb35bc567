package org.gallra.rest;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.glassfish.jersey.servlet.ServletContainer;
import org.osgi.framework.Bundle;

/** One Jersey application of one bundle at one mount. Requests that run in it end in it, also after it is replaced. */
final class Generation {

    /** Whether the bundle has left while requests of it were running. */
    static final class State {

        private volatile boolean left;

        boolean left() {
            return left;
        }
    }

    final Bundle bundle;
    final List<Part> parts;
    final List<Class<?>> types;
    private final ServletContainer container;
    private final State state;
    private final Runnable release;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private int active;
    private boolean retired;

    Generation(
            Bundle bundle,
            List<Part> parts,
            List<Class<?>> types,
            ServletContainer container,
            State state,
            Runnable release) {
        this.bundle = bundle;
        this.parts = List.copyOf(parts);
        this.types = List.copyOf(types);
        this.container = container;
        this.state = state;
        this.release = release;
    }

    void serve(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        enter();
        boolean later = false;
        try {
            container.service(request, new Unread(response));
            if (request.isAsyncStarted()) {
                later = true;
                request.getAsyncContext().addListener(new Leave());
            }
        } finally {
            if (!later) {
                leave();
            }
        }
    }

    /** Lets it go when the last request has ended. */
    void retire() {
        lock.lock();
        try {
            retired = true;
            if (active > 0) {
                return;
            }
        } finally {
            lock.unlock();
        }
        close();
    }

    /** Waits at most two seconds for running requests; what fails after that is answered as 503. */
    void bundleLeaves() {
        long left = TimeUnit.SECONDS.toNanos(2);
        lock.lock();
        try {
            while (active > 0 && left > 0) {
                left = idle.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        state.left = true;
    }

    private void enter() {
        lock.lock();
        active++;
        lock.unlock();
    }

    private void leave() {
        boolean close;
        lock.lock();
        try {
            active--;
            close = retired && active == 0;
            if (active == 0) {
                idle.signalAll();
            }
        } finally {
            lock.unlock();
        }
        if (close) {
            close();
        }
    }

    private void close() {
        container.destroy();
        release.run();
    }

    private final class Leave implements AsyncListener {

        private boolean done;

        @Override
        public void onComplete(AsyncEvent event) {
            if (!done) {
                done = true;
                leave();
            }
        }

        @Override
        public void onTimeout(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {
            onComplete(event);
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
