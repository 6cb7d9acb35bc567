package org.gallra.api.personaldata;

import org.gallra.api.Text;
import org.osgi.annotation.versioning.ProviderType;

/** The kinds of personal data of the record of processing (GDPR article 30(1)(c)). */
@ProviderType
public enum DataCategory {
    /** Name and other identity. */
    IDENTITY("Identitet", "Identity", false),
    /** Addresses and numbers. */
    CONTACT_DETAILS("Kontaktuppgifter", "Contact details", false),
    /** Title, department, employer. */
    EMPLOYMENT("Anställning", "Employment", false),
    /** Calls, mails, notes and meetings. */
    COMMUNICATION("Kommunikation", "Communication", false),
    /** What the person did or took part in. */
    BEHAVIOUR("Beteende och deltagande", "Behaviour and participation", false),
    /** Wishes, consents and opt-outs. */
    PREFERENCE("Önskemål och samtycken", "Preferences and consents", false),
    /** Offers, orders, invoices and payments. */
    FINANCIAL("Ekonomi", "Financial", false),
    /** Where the person is or was. */
    LOCATION("Plats", "Location", false),
    /** Times, origins and other data about the record itself. */
    ADMINISTRATIVE("Administrativa uppgifter", "Administrative", false),
    /** Health (GDPR article 9). */
    HEALTH("Hälsa", "Health", true),
    /** Trade-union membership (GDPR article 9). */
    UNION("Facklig tillhörighet", "Trade-union membership", true),
    /** Belief or political opinion (GDPR article 9). */
    BELIEF("Övertygelse", "Belief or opinion", true),
    /** Origin, sex life, genetic or biometric data (GDPR article 9). */
    SENSITIVE("Annan känslig uppgift", "Other special category", true),
    /** None of these. */
    OTHER("Övrigt", "Other", false);

    private final Text label;
    private final boolean special;

    DataCategory(String sv, String en, boolean special) {
        this.label = new Text(sv, en);
        this.special = special;
    }

    /** Returns the name shown to people. */
    public Text label() {
        return label;
    }

    /** Tells whether it is a special category of GDPR article 9. */
    public boolean special() {
        return special;
    }
}
