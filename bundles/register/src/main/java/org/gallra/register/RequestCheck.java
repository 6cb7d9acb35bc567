package org.gallra.register;

import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.erasure.ErasureRequest;

/** Says what is wrong with a request before anything is done for it. */
final class RequestCheck {

    private static final int MAX_IDS = 10_000;
    private static final int MAX_REASON = 500;

    private RequestCheck() {}

    static void check(ErasureRequest request) {
        int ways = (request.contacts().isEmpty() ? 0 : 1)
                + (request.filter() == null ? 0 : 1)
                + (request.companies().isEmpty() ? 0 : 1)
                + (request.selection() == null ? 0 : 1);
        if (ways != 1) {
            throw GallraException.invalid(
                    "contacts",
                    new Text(
                            "Ange antingen kontaktpersoner eller ett filter, och minst en.",
                            "Give either contacts or a filter, and at least one."));
        }
        if (request.contacts().size() > MAX_IDS || request.companies().size() > MAX_IDS) {
            throw GallraException.invalid(
                    "contacts",
                    new Text("Högst 10 000 åt gången; använd ett filter.", "At most 10,000 at a time; use a filter."));
        }
        if (request.action() == ErasureAction.ANONYMIZE && !request.companies().isEmpty()) {
            throw GallraException.invalid(
                    "companies",
                    new Text(
                            "Ett företag kan inte anonymiseras, bara dess kontaktpersoner.",
                            "A company cannot be anonymized, only its contacts."));
        }
        String reason = request.reason();
        if (reason != null && reason.length() > MAX_REASON) {
            throw GallraException.invalid("reason", new Text("Högst 500 tecken.", "At most 500 characters."));
        }
        if (reason != null && reason.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r')) {
            throw GallraException.invalid(
                    "reason", new Text("Styrtecken är inte tillåtna.", "Control characters are not allowed."));
        }
    }
}
