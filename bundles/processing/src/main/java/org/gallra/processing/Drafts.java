package org.gallra.processing;

import java.util.regex.Pattern;
import org.gallra.api.Text;
import org.gallra.api.processing.ControllerDraft;
import org.gallra.api.processing.ProcessingDefaults;
import org.gallra.api.rest.Input;
import org.jspecify.annotations.Nullable;

/** Brings the controller's details into the form in which they are stored. */
final class Drafts {

    private static final Pattern EMAIL = Pattern.compile(
            "[^\\s@<>\"(),:;\\[\\]\\\\]{1,64}@[\\p{L}\\p{N}](?:[\\p{L}\\p{N}.-]*[\\p{L}\\p{N}])?\\.[\\p{L}]{2,63}");

    private Drafts() {}

    static ControllerDraft clean(ControllerDraft draft) {
        Input input = new Input();
        String name = input.line("name", draft.name(), 200);
        ControllerDraft clean = ControllerDraft.builder()
                .name(name)
                .orgNumber(input.line("orgNumber", draft.orgNumber(), 30))
                .address(input.lines("address", draft.address(), 500))
                .email(email(input, "email", draft.email()))
                .phone(phone(input, "phone", draft.phone()))
                .jointControllers(input.lines("jointControllers", draft.jointControllers(), 2000))
                .representative(input.lines("representative", draft.representative(), 1000))
                .officerName(input.line("officerName", draft.officerName(), 200))
                .officerEmail(email(input, "officerEmail", draft.officerEmail()))
                .officerPhone(phone(input, "officerPhone", draft.officerPhone()))
                .recipients(input.lines("recipients", draft.recipients(), 4000))
                .transfers(input.lines("transfers", draft.transfers(), 4000))
                .security(input.lines("security", draft.security(), 8000))
                .contactDefaults(defaults(input, "contactDefaults", draft.contactDefaults()))
                .userDefaults(defaults(input, "userDefaults", draft.userDefaults()))
                .build();
        input.require("name", name);
        input.check();
        return clean;
    }

    private static ProcessingDefaults defaults(Input input, String field, @Nullable ProcessingDefaults defaults) {
        return defaults == null
                ? ProcessingDefaults.NONE
                : new ProcessingDefaults(
                        input.lines(field + ".purpose", defaults.purpose(), 2000),
                        input.lines(field + ".legalBasis", defaults.legalBasis(), 1000),
                        input.lines(field + ".source", defaults.source(), 1000),
                        input.lines(field + ".retention", defaults.retention(), 1000));
    }

    private static @Nullable String email(Input input, String field, @Nullable String value) {
        String email = input.line(field, value, 254);
        if (email != null && !EMAIL.matcher(email).matches()) {
            input.refuse(
                    field,
                    new Text(
                            "Det är ingen e-postadress. Skriv den som namn@example.se.",
                            "That is no e-mail address. Write it like name@example.com."));
        }
        return email;
    }

    private static @Nullable String phone(Input input, String field, @Nullable String value) {
        String phone = input.line(field, value, 50);
        if (phone != null && phone.chars().noneMatch(Character::isDigit)) {
            input.refuse(
                    field,
                    new Text(
                            "Det är inget telefonnummer. Skriv siffror, till exempel 08-123 45 67.",
                            "That is no phone number. Write digits, such as +46 8 123 45 67."));
        }
        return phone;
    }
}
