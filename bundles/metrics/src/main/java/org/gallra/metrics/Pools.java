package org.gallra.metrics;

import java.lang.management.ManagementFactory;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** What the connection pools of this process say of themselves; pools without a maximum or with nothing to say are left out. */
final class Pools {

    /** In whatever domain: each pool names itself in its own. */
    private static final String POOLS = "*:type=GenericObjectPool,*";

    private Pools() {}

    /** Adds an attribute of all pools up, such as {@code NumActive}; 0 without a pool. */
    static double sum(String attribute) {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        double sum = 0;
        for (ObjectName name : names(beans)) {
            try {
                if (beans.getAttribute(name, attribute) instanceof Number number) {
                    sum += number.doubleValue();
                }
            } catch (JMException e) {
                continue; // it has just gone
            }
        }
        return sum;
    }

    private static List<ObjectName> names(MBeanServer beans) {
        try {
            return List.copyOf(beans.queryNames(new ObjectName(POOLS), null));
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }
}
