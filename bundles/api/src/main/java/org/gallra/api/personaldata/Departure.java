package org.gallra.api.personaldata;

import java.time.Instant;
import java.time.LocalDate;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What was decided about the data of a bundle that is uninstalled: its rows are kept until a day.
 *
 * @param keepUntil the last day on which they are kept; then they are erased
 * @param decidedBy the login name of who decided
 * @param decidedAt when (UTC)
 */
@ProviderType
public record Departure(LocalDate keepUntil, String decidedBy, Instant decidedAt) {}
