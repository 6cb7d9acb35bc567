/** Figures for Prometheus: {@code /metrics} on the administrators' port. */
@NullMarked
@HoldsNoPersonalData(
        sv = "Räknar förfrågningar, körningar och rader; inget om vem",
        en = "Counts requests, acts and rows; nothing of whom")
package org.gallra.metrics;

import org.gallra.api.personaldata.HoldsNoPersonalData;
import org.jspecify.annotations.NullMarked;
