package org.gallra.requests;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gallra.api.Text;
import org.gallra.api.extract.ExtractOrder.IdentityCheck;
import org.gallra.api.extract.ExtractWords;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

/** Shows the codes of requests in an extract in words. */
@Component
public final class RequestWords implements ExtractWords {

    private static final String RECORD = "requests.request";

    private static final Map<String, Map<String, Text>> WORDS = Map.of(
            "kind", words(RequestKind.values(), RequestKind::label),
            "channel", words(Channel.values(), Channel::label),
            "state", words(RequestState.values(), RequestState::label),
            "identityCheck", words(IdentityCheck.values(), IdentityCheck::label),
            "refusalGround", words(RefusalGround.values(), RefusalGround::label));

    private static <E extends Enum<E>> Map<String, Text> words(E[] constants, Function<E, Text> label) {
        return Arrays.stream(constants).collect(Collectors.toMap(Enum::name, label));
    }

    @Override
    public Set<String> records() {
        return Set.of(RECORD);
    }

    @Override
    public List<@Nullable Map<String, @Nullable Object>> explain(
            String record, List<Map<String, @Nullable Object>> rows) {
        List<Map<String, @Nullable Object>> explained = rows;
        for (Map.Entry<String, Map<String, Text>> field : WORDS.entrySet()) {
            explained = ExtractWords.coded(explained, RECORD + "." + field.getKey(), field.getValue()).stream()
                    .map(java.util.Objects::requireNonNull)
                    .toList();
        }
        return List.copyOf(explained);
    }
}
