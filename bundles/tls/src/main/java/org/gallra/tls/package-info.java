/** TLS on the users' port: {@code etc/org.gallra.tls.cfg} names a certificate, and nothing is served unencrypted any more. */
@NullMarked
@HoldsNoPersonalData(
        sv = "Krypterar förbindelsen; ser ingenting av det som går i den",
        en = "Encrypts the connection; looks at nothing that goes through it")
package org.gallra.tls;

import org.gallra.api.personaldata.HoldsNoPersonalData;
import org.jspecify.annotations.NullMarked;
