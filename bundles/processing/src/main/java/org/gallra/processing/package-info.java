/** The record of processing: made from the declarations, with the controller's details; as JSON, CSV and XLSX. */
@NullMarked
package org.gallra.processing;

import org.jspecify.annotations.NullMarked;
