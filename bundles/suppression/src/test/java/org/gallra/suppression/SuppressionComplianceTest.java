package org.gallra.suppression;

import org.gallra.tck.PersonalDataContract;

/** The compliance list, for the list against re-creation. */
class SuppressionComplianceTest extends PersonalDataContract {}
