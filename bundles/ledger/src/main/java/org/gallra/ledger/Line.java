package org.gallra.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * One line of the ledger: a JSON object whose last member is the SHA-256 of all bytes before it (docs/ledger.md).
 *
 * <p>The hash is over bytes as they stand in the file, so that whoever verifies needs no rules for writing JSON.
 *
 * @param number the number of the entry, from 1
 * @param previous the hash of the line before; 64 zeros in the first
 * @param hash the hash of this line
 * @param body the whole object
 */
record Line(long number, String previous, String hash, JsonNode body) {

    /** What the first line has for the hash of the line before it. */
    static final String START = "0".repeat(64);

    private static final String MEMBER = ",\"hash\":\"";
    private static final int TAIL = MEMBER.length() + 64 + 2;
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .typeFactory(TypeFactory.defaultInstance().withCache(new LRUMap<>(16, 200)))
            .build();

    /** Returns an empty object. */
    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Returns the text of a line, without its end; the content comes after number and previous hash. */
    static String text(long number, String previous, ObjectNode content) {
        ObjectNode whole = MAPPER.createObjectNode();
        whole.put("entry", number);
        whole.put("previous", previous);
        whole.setAll(content);
        try {
            String open = MAPPER.writeValueAsString(whole);
            String head = open.substring(0, open.length() - 1);
            return head + MEMBER + hash(head) + "\"}";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An entry cannot be written", e);
        }
    }

    /** Reads a line; null if it is none or its hash is not that of its bytes. */
    static @Nullable Line read(String text) {
        int end = text.length() - TAIL;
        if (end < 2 || !text.startsWith(MEMBER, end) || !text.endsWith("\"}")) {
            return null;
        }
        String hash = text.substring(end + MEMBER.length(), text.length() - 2);
        JsonNode body = hash.equals(hash(text.substring(0, end))) ? tree(text) : null;
        if (body == null || !body.path("entry").isIntegralNumber()) {
            return null;
        }
        return new Line(body.path("entry").asLong(), body.path("previous").asText(), hash, body);
    }

    /** Reads whatever can be read of a line, be it wrong or not; null if it is no object. */
    static @Nullable JsonNode tree(String text) {
        try {
            JsonNode tree = MAPPER.readTree(text);
            return tree != null && tree.isObject() ? tree : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
