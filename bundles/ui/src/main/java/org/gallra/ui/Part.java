package org.gallra.ui;

import java.time.Duration;
import java.util.Map;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.gallra.api.contributor.ContributorCalls;
import org.gallra.api.contributor.ContributorCalls.Begun;
import org.gallra.api.contributor.ContributorException;
import org.jspecify.annotations.Nullable;

/**
 * One service that a bundle adds to the UI. Nothing of it runs but through {@link #ask}: within a time budget, isolated, and
 * named when it fails; only what takes a form is called on the request's own thread, by {@link #service}.
 */
final class Part<T> {

    static final Duration BUDGET = Duration.ofMillis(200);

    /** The first call after a start loads classes and compiles statements. */
    static final Duration FIRST_BUDGET = Duration.ofSeconds(3);

    /** The time for a page of its own, which nothing else waits for: a first look, a search through everybody. */
    static final Duration PAGE_BUDGET = Duration.ofSeconds(3);

    /** Something that is asked of the service; null is no answer. */
    interface Question<T, A> {
        @Nullable
        A ask(T service) throws Exception;
    }

    /**
     * What a part says of itself, asked once.
     *
     * @param place the slot, card or table
     * @param rank its order
     * @param title the heading or label
     * @param permission the right to see it
     * @param detail the icon of an action, the id of a column; otherwise empty
     */
    record Facts(Enum<?> place, int rank, Text title, Permission permission, String detail) {

        /** Returns the facts, or null if a part leaves one of them out. */
        static @Nullable Facts of(
                @Nullable Enum<?> place,
                int rank,
                @Nullable Text title,
                @Nullable Permission permission,
                @Nullable String detail) {
            return place == null || title == null || permission == null || detail == null
                    ? null
                    : new Facts(place, rank, title, permission, detail);
        }
    }

    private final T service;
    private final String name;
    private final Map<String, ?> properties;
    private final ContributorCalls calls;
    private final Question<T, Facts> introduction;
    private volatile boolean introduced;
    private volatile boolean warm;
    private volatile boolean glanced;
    private volatile @Nullable Facts facts;

    Part(
            Class<? super T> kind,
            T service,
            Map<String, ?> properties,
            ContributorCalls calls,
            Question<T, Facts> introduction) {
        this.service = service;
        this.name = kind.getSimpleName() + " " + service.getClass().getName();
        this.properties = Map.copyOf(properties);
        this.calls = calls;
        this.introduction = introduction;
    }

    /** Returns the symbolic name of the bundle that it comes from. */
    String bundle() {
        return calls.bundle(properties);
    }

    /** Returns the service itself, for what is called on the request's own thread and may throw what the request answers. */
    T service() {
        return service;
    }

    /** Returns what the part says of itself, or null as long as it says nothing. */
    @Nullable
    Facts facts() {
        Facts known = facts;
        if (known == null) {
            try {
                known = begin(introduced ? BUDGET : FIRST_BUDGET, introduction, () -> introduced = true)
                        .end();
                facts = known;
            } catch (ContributorException e) {
                return null; // noted where it was called
            }
        }
        return known;
    }

    /**
     * Calls the service.
     *
     * @throws ContributorException if it throws, takes too long, is not called at all, or answers null
     */
    <A> A ask(Question<T, A> question) {
        return ask(BUDGET, question);
    }

    /** The same with another time budget. */
    <A> A ask(Duration budget, Question<T, A> question) {
        return begin(warm ? budget : FIRST_BUDGET, question, () -> warm = true).end();
    }

    /** Begins to call the service; the answer comes, or throws, when it is asked for. */
    <A> Begun<A> begin(Duration budget, Question<T, A> question) {
        return begin(warm ? budget : FIRST_BUDGET, question, () -> warm = true);
    }

    /** Begins to ask for something small, which does not make the service warm for what it draws: that has its longer first time still before it. */
    <A> Begun<A> glance(Question<T, A> question) {
        return begin(glanced ? BUDGET : FIRST_BUDGET, question, () -> glanced = true);
    }

    private <A> Begun<A> begin(Duration budget, Question<T, A> question, Runnable called) {
        Begun<A> call = calls.<A>begin(properties, name, budget, () -> question.ask(service));
        return () -> {
            A answer;
            try {
                answer = call.end();
            } finally {
                called.run();
            }
            if (answer == null) {
                throw wrong("null");
            }
            return answer;
        };
    }

    /** Notes that the part answered nonsense; returns the exception to throw. */
    ContributorException wrong(String detail) {
        return calls.wrong(properties, name, detail);
    }
}
