package org.gallra.api.contributor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The one way by which the core calls services that bundles contribute.
 *
 * <p>A call runs on a thread of its own as the caller of the current thread, outside its transaction, and within a time
 * budget. A bundle that still sits in four calls that ran out of time is not called again until one of them ends, so it
 * cannot use up the threads. Thread-safe; must not be called under a lock.
 */
@ProviderType
public interface ContributorCalls {

    /** How a call went wrong. */
    @ProviderType
    enum Problem {
        /** It threw something. */
        THREW,
        /** It took longer than its budget. */
        TOO_SLOW,
        /** It was not called, for earlier calls still hang. */
        BUSY,
        /** Its answer makes no sense, or contradicts an earlier one. */
        WRONG_ANSWER
    }

    /**
     * What went wrong with a bundle's service, over all its calls.
     *
     * @param bundle the symbolic name
     * @param service what was called, such as {@code PersonalDataStore acme.badges}
     * @param problem how it went wrong
     * @param detail the class of what was thrown, or the budget; never a message, which may hold values
     * @param times how often since the start
     * @param last when it last happened (UTC)
     */
    @ProviderType
    record Trouble(String bundle, String service, Problem problem, String detail, long times, Instant last) {}

    /**
     * Calls a service.
     *
     * @param properties the service's own properties, of which {@code service.bundleid} is needed
     * @param service what is called, for people and logs: the interface's simple name and an id; no personal data
     * @param budget how long it may take
     * @param work the call
     * @throws ContributorException if it throws, takes too long, or is not called at all
     */
    default <T> T call(Map<String, ?> properties, String service, Duration budget, Callable<T> work) {
        return begin(properties, service, budget, work).end();
    }

    /**
     * A call that has begun.
     *
     * @param <T> its answer
     */
    @ProviderType
    interface Begun<T> {

        /**
         * Waits for the answer, as long as the budget lasts; to be called once, by the thread that began.
         *
         * @throws ContributorException if the service threw, took too long, or was not called at all
         */
        T end();
    }

    /**
     * Begins to call a service, so that several can be called beside each other; the budget runs from here.
     *
     * @param properties the service's own properties, of which {@code service.bundleid} is needed
     * @param service what is called, for people and logs: the interface's simple name and an id; no personal data
     * @param budget how long it may take
     * @param work the call
     */
    <T> Begun<T> begin(Map<String, ?> properties, String service, Duration budget, Callable<T> work);

    /**
     * Notes that an answer makes no sense.
     *
     * @param detail what is wrong, without personal data
     * @return the exception to throw
     */
    ContributorException wrong(Map<String, ?> properties, String service, String detail);

    /** Returns the symbolic name of the bundle whose service has these properties. */
    String bundle(Map<String, ?> properties);

    /** Returns what went wrong since the start, ordered by bundle and service, at most 1,000. */
    List<Trouble> troubles();
}
