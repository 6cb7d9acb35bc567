package org.gallra.contact;

import org.gallra.api.Text;
import org.gallra.api.contact.CompanyDraft;
import org.gallra.api.contact.ContactDraft;

/** Brings drafts into the form in which they are stored. */
final class Drafts {

    private Drafts() {}

    static ContactDraft clean(ContactDraft draft) {
        Input input = new Input();
        ContactDraft clean = ContactDraft.builder()
                .company(draft.company())
                .firstName(input.line("firstName", draft.firstName(), 100))
                .lastName(input.line("lastName", draft.lastName(), 100))
                .title(input.line("title", draft.title(), 100))
                .department(input.line("department", draft.department(), 100))
                .email(input.email("email", draft.email()))
                .mobile(input.phone("mobile", draft.mobile()))
                .phone(input.phone("phone", draft.phone()))
                .street(input.lines("street", draft.street(), 200))
                .postalCode(input.line("postalCode", draft.postalCode(), 20))
                .city(input.line("city", draft.city(), 100))
                .country(input.country("country", draft.country()))
                .website(input.website("website", draft.website()))
                .notes(input.lines("notes", draft.notes(), 8000))
                .owner(input.line("owner", draft.owner(), 64))
                .freeFields(draft.freeFields())
                .build();
        boolean named = blank(draft.firstName()) && blank(draft.lastName());
        if (named) {
            input.refuse(
                    "lastName",
                    new Text("Skriv ett förnamn eller ett efternamn.", "Write a first name or a last name."));
        }
        input.check();
        return clean;
    }

    static CompanyDraft clean(CompanyDraft draft) {
        Input input = new Input();
        CompanyDraft clean = CompanyDraft.builder()
                .name(input.line("name", draft.name(), 200))
                .orgNumber(input.line("orgNumber", draft.orgNumber(), 30))
                .category(input.line("category", draft.category(), 50))
                .phone(input.phone("phone", draft.phone()))
                .email(input.email("email", draft.email()))
                .website(input.website("website", draft.website()))
                .street(input.lines("street", draft.street(), 200))
                .postalCode(input.line("postalCode", draft.postalCode(), 20))
                .city(input.line("city", draft.city(), 100))
                .country(input.country("country", draft.country()))
                .notes(input.lines("notes", draft.notes(), 8000))
                .owner(input.line("owner", draft.owner(), 64))
                .freeFields(draft.freeFields())
                .build();
        if (blank(draft.name())) {
            input.refuse("name", new Text("Skriv företagets namn.", "Write the company's name."));
        }
        input.check();
        return clean;
    }

    private static boolean blank(@org.jspecify.annotations.Nullable String text) {
        return text == null || text.isBlank();
    }
}
