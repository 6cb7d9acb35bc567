package org.gallra.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * An error that the caller can understand and act on.
 *
 * <p>The text says what is wrong and what to do. Neither the text nor the violations hold personal values: they are
 * logged and shown. REST answers it as problem+json, the UI as a message.
 */
@ProviderType
public class GallraException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What kind of error it is; each has one HTTP status. */
    @ProviderType
    public enum Code {
        /** The input is wrong: 422. */
        INVALID,
        /** The caller is not known: 401. */
        UNAUTHENTICATED,
        /** The caller lacks the right: 403. */
        FORBIDDEN,
        /** No such record: 404. */
        NOT_FOUND,
        /** The record or part is gone for good: 410. */
        GONE,
        /** The state does not allow it, for example a write to an anonymized contact or a stale plan: 409. */
        CONFLICT,
        /** Somebody who was erased would be entered again: 409 of the type {@code erased-person}. */
        ERASED_PERSON,
        /** The record was changed since it was read: 412. */
        STALE,
        /** The request lacks the version that it is based on: 428. */
        VERSION_REQUIRED,
        /** The input is larger than allowed: 413. */
        TOO_LARGE,
        /** The media type or format is not supported: 415. */
        UNSUPPORTED,
        /** Too many attempts: 429. */
        TOO_MANY,
        /** A part of the system is away; try again later: 503. */
        UNAVAILABLE
    }

    /**
     * One thing that is wrong with the input.
     *
     * @param field the name of the field as the caller wrote it, or a path such as {@code rows[3].email}
     * @param text what is wrong with it and what is allowed
     */
    @ProviderType
    public record Violation(String field, Text text) {}

    private final Code code;
    private final transient Text text;
    private final transient List<Violation> violations;

    /** Makes an error without violations. */
    public GallraException(Code code, Text text) {
        this(code, text, List.of(), null);
    }

    /** Makes an error; violations may be empty, the cause may be null. */
    public GallraException(Code code, Text text, List<Violation> violations, @Nullable Throwable cause) {
        super(text.en(), cause);
        this.code = code;
        this.text = text;
        this.violations = List.copyOf(violations);
    }

    /** Makes an error of code {@code INVALID} for one field. */
    public static GallraException invalid(String field, Text text) {
        return new GallraException(Code.INVALID, text, List.of(new Violation(field, text)), null);
    }

    /** Makes an error of code {@code INVALID} for several fields; the list must not be empty. */
    public static GallraException invalid(List<Violation> violations) {
        return new GallraException(
                Code.INVALID,
                new Text(
                        "Uppgifterna kunde inte sparas. Rätta de fält som anges.",
                        "The input is not valid. Correct the fields that are named."),
                violations,
                null);
    }

    /** Makes an error of code {@code NOT_FOUND}. */
    public static GallraException notFound(Text text) {
        return new GallraException(Code.NOT_FOUND, text);
    }

    /** Makes an error of code {@code CONFLICT}. */
    public static GallraException conflict(Text text) {
        return new GallraException(Code.CONFLICT, text);
    }

    /** Returns the kind of error. */
    public Code code() {
        return code;
    }

    /** Returns the text in both languages. */
    public Text text() {
        return text;
    }

    /** Returns what is wrong, in the order of the input; empty if it is not about fields. */
    public List<Violation> violations() {
        return violations;
    }
}
