package org.gallra.audit;

import org.gallra.tck.PersonalDataContract;

/** The compliance list, for the audit log. */
class AuditComplianceTest extends PersonalDataContract {}
