package org.gallra.residue;

import org.gallra.tck.PersonalDataContract;

/** The compliance list, for the residue task. */
class ResidueComplianceTest extends PersonalDataContract {}
