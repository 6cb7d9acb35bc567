package org.gallra.health;

import java.util.stream.Collectors;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.gallra.api.personaldata.Contributor;
import org.gallra.api.personaldata.PersonalDataRegister;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Asks whether every bundle accounts for the personal data that it holds. One that does not makes the whole critical, for no
 * extract and no erasure is complete then; users can work on, so the check is not among those of {@code ready}.
 */
@Component(property = {HealthCheck.NAME + "=Personal data accounted for", HealthCheck.TAGS + "=personal-data"})
public final class AccountingHealth implements HealthCheck {

    private final PersonalDataRegister register;

    /** Takes the register. */
    @Activate
    public AccountingHealth(@Reference PersonalDataRegister register) {
        this.register = register;
    }

    @Override
    public Result execute() {
        FormattingResultLog log = new FormattingResultLog();
        for (Contributor contributor : register.snapshot().contributors()) {
            if (contributor.accounting() == Contributor.Accounting.NOT_ACCOUNTED_FOR) {
                String reasons = contributor.reasons().stream()
                        .map(reason -> reason.en())
                        .collect(Collectors.joining("; "));
                log.critical("{} {}", contributor.bundle(), reasons);
            } else if (contributor.presence() == Contributor.Presence.DEPARTED) {
                log.info("{} has departed; its data is still held and reached", contributor.bundle());
            } else {
                log.debug("{} {}", contributor.bundle(), contributor.accounting());
            }
        }
        log.info("{} bundles looked at", register.snapshot().contributors().size());
        return new Result(log);
    }
}
