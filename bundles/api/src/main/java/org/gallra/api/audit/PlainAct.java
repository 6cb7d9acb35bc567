package org.gallra.api.audit;

import org.gallra.api.Text;

/**
 * An act that is a constant.
 *
 * @param code see {@link AuditAct#code()}
 * @param kind what it is about
 * @param label what people call it
 */
record PlainAct(String code, AuditKind kind, Text label) implements AuditAct {}
