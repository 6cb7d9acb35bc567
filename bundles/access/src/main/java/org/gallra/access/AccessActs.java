package org.gallra.access;

import org.gallra.api.Text;
import org.gallra.api.audit.AuditAct;
import org.gallra.api.audit.AuditKind;

/** What of this bundle goes into the audit log. */
enum AccessActs implements AuditAct {
    LOGIN("access.login", AuditKind.LOGIN, "Inloggning", "Login"),
    LOGIN_VOUCHED(
            "access.login-vouched",
            AuditKind.LOGIN,
            "Inloggning genom identitetstjänst",
            "Login by the identity provider"),
    LOGIN_SHELL("access.login-shell", AuditKind.LOGIN, "Inloggning i skalet", "Login to the shell"),
    LOGIN_FAILED("access.login-failed", AuditKind.LOGIN, "Misslyckad inloggning", "Failed login"),
    REFUSED("access.refused", AuditKind.RIGHTS, "Nekad för att behörighet saknas", "Refused for want of a right"),
    LOGOUT("access.logout", AuditKind.LOGIN, "Utloggning", "Logout"),
    LOGIN_ENDED("access.login-ended", AuditKind.LOGIN, "Inloggning avslutad", "Login ended"),
    FACTOR_ON("access.factor-on", AuditKind.LOGIN, "Tvåfaktorsinloggning påslagen", "Two-factor login switched on"),
    FACTOR_OFF("access.factor-off", AuditKind.LOGIN, "Tvåfaktorsinloggning avslagen", "Two-factor login switched off"),
    FACTOR_RESET("access.factor-reset", AuditKind.RIGHTS, "Tvåfaktorsinloggning återställd", "Two-factor login reset"),
    CODES_RENEWED("access.codes-renewed", AuditKind.LOGIN, "Nya reservkoder", "New recovery codes"),
    RECOVERY_CODE("access.recovery-code", AuditKind.LOGIN, "Reservkod använd", "Recovery code used"),
    TOKEN_MADE("access.token-made", AuditKind.RIGHTS, "Nyckel för program skapad", "Token made"),
    TOKEN_REVOKED("access.token-revoked", AuditKind.RIGHTS, "Nyckel för program återkallad", "Token revoked"),
    PASSWORD("access.password", AuditKind.LOGIN, "Lösenord bytt", "Password changed"),
    USER_CREATED("access.user-created", AuditKind.RIGHTS, "Användare skapad", "User created"),
    USER_CHANGED("access.user-changed", AuditKind.RIGHTS, "Användare ändrad", "User changed"),
    ROLE_CHANGED("access.role-changed", AuditKind.RIGHTS, "Roll eller rättighet ändrad", "Role or right changed");

    private final String code;
    private final AuditKind kind;
    private final Text label;

    AccessActs(String code, AuditKind kind, String sv, String en) {
        this.code = code;
        this.kind = kind;
        this.label = new Text(sv, en);
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public AuditKind kind() {
        return kind;
    }

    @Override
    public Text label() {
        return label;
    }
}
