package org.gallra.exports;

import org.gallra.tck.PersonalDataContract;

/** The compliance list, for exports that are kept. */
class ExportsComplianceTest extends PersonalDataContract {}
