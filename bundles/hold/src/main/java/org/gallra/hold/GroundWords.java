package org.gallra.hold;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.gallra.api.Text;
import org.gallra.api.extract.ExtractWords;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

/** Shows the ground of holds in an extract in words. */
@Component
public final class GroundWords implements ExtractWords {

    private static final String RECORD = "hold.hold";

    private static final Map<String, Text> WORDS =
            Arrays.stream(HoldGround.values()).collect(Collectors.toMap(HoldGround::name, HoldGround::label));

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
