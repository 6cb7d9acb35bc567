package org.gallra.processing;

import org.gallra.api.demo.DemoContributor;
import org.gallra.api.processing.ControllerDetails;
import org.gallra.api.processing.ControllerDraft;
import org.gallra.api.processing.ProcessingDefaults;
import org.gallra.api.processing.ProcessingService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Adds the details of an invented controller to the demo data set. */
@Component
public final class ProcessingDemo implements DemoContributor {

    private final ProcessingService processing;

    /** Takes the service. */
    @Activate
    public ProcessingDemo(@Reference ProcessingService processing) {
        this.processing = processing;
    }

    @Override
    public int rank() {
        return 200;
    }

    @Override
    public void contribute(World world) {
        ControllerDetails now = processing.controller();
        if (now.name() == null) {
            processing.update(now.version(), details());
        }
    }

    private static ControllerDraft details() {
        return ControllerDraft.builder()
                .name("Exempelbolaget AB")
                .orgNumber("556000-0001")
                .address("Storgatan 1\n111 22 Stockholm")
                .email("info@exempelbolaget.example")
                .phone("08-555 010 00")
                .officerName("Disa Dataskydd")
                .officerEmail("dataskydd@exempelbolaget.example")
                .officerPhone("08-555 010 01")
                .recipients("Leverantören av IT-drift, som är personuppgiftsbiträde enligt avtal")
                .transfers("Inga uppgifter förs över till länder utanför EU/EES.")
                .security(
                        "Rollstyrd behörighet, krypterad databas, krypterade förbindelser, säkerhetskopior varje natt,"
                                + " logg utan personuppgifter och årlig genomgång av behörigheter.")
                .contactDefaults(new ProcessingDefaults(
                        "Sköta affärsrelationer med kunder och leverantörer: offerter, avtal, möten och uppföljning",
                        "Intresseavvägning (artikel 6.1 f)",
                        "Personen själv eller dennes arbetsgivare",
                        "Anonymiseras två år efter den senaste kontakten"))
                .userDefaults(new ProcessingDefaults(
                        "Ge medarbetare tillgång till systemet och se vem som har gjort vad",
                        "Intresseavvägning (artikel 6.1 f)",
                        "Arbetsgivaren",
                        "Så länge anställningen varar"))
                .build();
    }
}
