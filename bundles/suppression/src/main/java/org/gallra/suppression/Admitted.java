package org.gallra.suppression;

import java.time.LocalDate;
import org.gallra.api.suppression.Readmission;

/**
 * That somebody was let in again; not who.
 *
 * @param day the day (UTC)
 * @param reason why
 * @param by the login name of the system administrator
 */
public record Admitted(LocalDate day, Readmission reason, String by) {}
