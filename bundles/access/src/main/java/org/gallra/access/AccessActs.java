package org.gallra.access;

import org.gallra.api.audit.AuditAct;
import org.gallra.api.audit.AuditKind;

/** What of this bundle goes into the audit log. */
final class AccessActs {

    static final AuditAct LOGIN = AuditAct.of("access.login", AuditKind.LOGIN, "Inloggning", "Login");
    static final AuditAct LOGIN_VOUCHED = AuditAct.of(
            "access.login-vouched",
            AuditKind.LOGIN,
            "Inloggning genom identitetstjänst",
            "Login by the identity provider");
    static final AuditAct LOGIN_SHELL =
            AuditAct.of("access.login-shell", AuditKind.LOGIN, "Inloggning i skalet", "Login to the shell");
    static final AuditAct LOGIN_FAILED =
            AuditAct.of("access.login-failed", AuditKind.LOGIN, "Misslyckad inloggning", "Failed login");
    static final AuditAct REFUSED = AuditAct.of(
            "access.refused", AuditKind.RIGHTS, "Nekad för att behörighet saknas", "Refused for want of a right");
    static final AuditAct LOGOUT = AuditAct.of("access.logout", AuditKind.LOGIN, "Utloggning", "Logout");
    static final AuditAct LOGIN_ENDED =
            AuditAct.of("access.login-ended", AuditKind.LOGIN, "Inloggning avslutad", "Login ended");
    static final AuditAct FACTOR_ON = AuditAct.of(
            "access.factor-on", AuditKind.LOGIN, "Tvåfaktorsinloggning påslagen", "Two-factor login switched on");
    static final AuditAct FACTOR_OFF = AuditAct.of(
            "access.factor-off", AuditKind.LOGIN, "Tvåfaktorsinloggning avslagen", "Two-factor login switched off");
    static final AuditAct FACTOR_RESET = AuditAct.of(
            "access.factor-reset", AuditKind.RIGHTS, "Tvåfaktorsinloggning återställd", "Two-factor login reset");
    static final AuditAct CODES_RENEWED =
            AuditAct.of("access.codes-renewed", AuditKind.LOGIN, "Nya reservkoder", "New recovery codes");
    static final AuditAct RECOVERY_CODE =
            AuditAct.of("access.recovery-code", AuditKind.LOGIN, "Reservkod använd", "Recovery code used");
    static final AuditAct TOKEN_MADE =
            AuditAct.of("access.token-made", AuditKind.RIGHTS, "Nyckel för program skapad", "Token made");
    static final AuditAct TOKEN_REVOKED =
            AuditAct.of("access.token-revoked", AuditKind.RIGHTS, "Nyckel för program återkallad", "Token revoked");
    static final AuditAct PASSWORD =
            AuditAct.of("access.password", AuditKind.LOGIN, "Lösenord bytt", "Password changed");
    static final AuditAct USER_CREATED =
            AuditAct.of("access.user-created", AuditKind.RIGHTS, "Användare skapad", "User created");
    static final AuditAct USER_CHANGED =
            AuditAct.of("access.user-changed", AuditKind.RIGHTS, "Användare ändrad", "User changed");
    static final AuditAct ROLE_CHANGED = AuditAct.of(
            "access.role-changed", AuditKind.RIGHTS, "Roll eller rättighet ändrad", "Role or right changed");

    private AccessActs() {}
}
