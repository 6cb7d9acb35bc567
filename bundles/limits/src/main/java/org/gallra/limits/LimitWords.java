package org.gallra.limits;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.gallra.api.Text;
import org.gallra.api.extract.ExtractWords;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

/** Shows the ground of limits in an extract in words. */
@Component
public final class LimitWords implements ExtractWords {

    private static final String RECORD = "limits.limit";

    private static final Map<String, Text> WORDS =
            Arrays.stream(LimitGround.values()).collect(Collectors.toMap(LimitGround::name, LimitGround::label));

    @Override
    public Set<String> records() {
        return Set.of(RECORD);
    }

    @Override
    public List<@Nullable Map<String, @Nullable Object>> explain(
            String record, List<Map<String, @Nullable Object>> rows) {
        return ExtractWords.coded(rows, RECORD + ".ground", WORDS);
    }
}
