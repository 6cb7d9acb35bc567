package org.gallra.api.audit;

import org.gallra.api.Text;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One of the acts that a bundle writes into the audit log. A bundle has a closed list of them: constants that {@link #of} makes, or an enum that
 * implements this. Immutable.
 *
 * <p>The log remembers the words of each code that it has met, so that its entries can be read when the bundle is gone.
 */
@ConsumerType
public interface AuditAct {

    /**
     * Returns the code: the bundle's short name (a vendor's symbolic name), a dot and the act, such as {@code hold.placed}; at most
     * 60 characters: lower case letters, digits, dots and hyphens. Never given another meaning.
     */
    String code();

    /** Returns what it is about. */
    AuditKind kind();

    /** Returns what people call it, such as {@code Rättsligt stopp lagt}; at most 100 characters. */
    Text label();

    /**
     * Returns an act, for a constant.
     *
     * @param code see {@link #code()}
     * @param kind what it is about
     * @param sv what people call it in Swedish; at most 100 characters
     * @param en and in English
     */
    static AuditAct of(String code, AuditKind kind, String sv, String en) {
        return new PlainAct(code, kind, new Text(sv, en));
    }
}
