package org.gallra.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.erasure.ResidueReport;
import org.gallra.api.ledger.ErasureLedger.Batch;
import org.gallra.api.ledger.ErasureLedger.Done;

/** What entries say, from and to JSON. docs/ledger.md describes it to others. */
final class Entries {

    /** The kinds of entries. */
    enum Kind {
        /** The ledger begins: the id of its database. */
        OPENED,
        /** A batch is about to be committed. */
        BATCH,
        /** A batch was committed. */
        COMMITTED,
        /** A batch was rolled back: nobody was touched by it. */
        ROLLED_BACK,
        /** An act has ended: its receipt. */
        RECEIPT,
        /** A batch was done again, on a database that had been restored. */
        REPLAY,
        /** Earlier acts were applied to a record type that was not there at the time. */
        DEBT_PAID,
        /** It was searched for what an act may have left. */
        PROBE
    }

    private Entries() {}

    private static ObjectNode entry(Kind kind, Instant time) {
        return Line.object().put("kind", kind.name()).put("time", time.toString());
    }

    static ObjectNode opened(Instant time, UUID database) {
        return entry(Kind.OPENED, time).put("database", database.toString());
    }

    static ObjectNode batch(Instant time, Batch batch) {
        ObjectNode entry = entry(Kind.BATCH, time)
                .put("plan", batch.plan().toString())
                .put("action", batch.action().name())
                .put("digest", batch.digest())
                .put("batch", batch.number());
        ArrayNode fields = entry.putArray("fields");
        batch.fields().forEach(fields::add);
        entry.put("withCompanies", batch.withCompanies());
        keys(entry.putArray("contacts"), batch.contacts());
        keys(entry.putArray("companies"), batch.companies());
        return entry;
    }

    private static void keys(ArrayNode array, Collection<Long> keys) {
        keys.forEach(array::add);
    }

    static ObjectNode settled(Instant time, long batch, boolean committed) {
        return entry(committed ? Kind.COMMITTED : Kind.ROLLED_BACK, time).put("of", batch);
    }

    static ObjectNode receipt(Instant time, Done done) {
        ObjectNode entry = entry(Kind.RECEIPT, time)
                .put("receipt", done.receipt().toString())
                .put("plan", done.plan().toString())
                .put("action", done.action().name())
                .put("digest", done.digest())
                .put("contacts", done.contacts())
                .put("companies", done.companies())
                .put("rows", done.rows())
                .put("excluded", done.excluded())
                .put("complete", done.complete());
        ArrayNode statistics = entry.putArray("statistics");
        done.statistics().forEach(s -> statistics
                .addObject()
                .put("statistic", s.statistic())
                .put("basis", s.basis().name())
                .put("equal", s.equal())
                .put("rows", s.rows())
                .put("fewer", s.fewer())
                .put("moved", s.moved())
                .put("less", s.less().toPlainString()));
        return entry;
    }

    static ObjectNode replay(Instant time, Batch batch, long rows) {
        return entry(Kind.REPLAY, time)
                .put("of", batch.entry())
                .put("contacts", batch.contacts().size())
                .put("companies", batch.companies().size())
                .put("rows", rows);
    }

    static ObjectNode debt(Instant time, String record, long after, long through, long rows) {
        return entry(Kind.DEBT_PAID, time)
                .put("record", record)
                .put("after", after)
                .put("through", through)
                .put("rows", rows);
    }

    static ObjectNode probe(Instant time, UUID plan, ResidueReport found) {
        ObjectNode entry = entry(Kind.PROBE, time)
                .put("plan", plan.toString())
                .put("people", found.people())
                .put("probed", found.probed())
                .put("columns", found.columns())
                .put("files", found.files())
                .put("residue", found.residue());
        ArrayNode places = entry.putArray("places");
        found.places().forEach(p -> places.addObject()
                .put("place", p.place())
                .put("standing", p.standing().name())
                .put("count", p.count()));
        return entry;
    }

    static Kind kind(JsonNode body) {
        String name = body.path("kind").asText();
        for (Kind kind : Kind.values()) {
            if (kind.name().equals(name)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("An entry of an unknown kind; a later version of Gallra wrote it");
    }

    static Batch batch(Line line) {
        JsonNode body = line.body();
        Set<String> fields = new TreeSet<>();
        body.path("fields").forEach(f -> fields.add(f.asText()));
        return new Batch(
                line.number(),
                Instant.parse(body.path("time").asText()),
                UUID.fromString(body.path("plan").asText()),
                ErasureAction.valueOf(body.path("action").asText()),
                body.path("digest").asText(),
                body.path("batch").asInt(),
                fields,
                body.path("withCompanies").asBoolean(),
                keys(body.path("contacts")),
                keys(body.path("companies")));
    }

    private static List<Long> keys(JsonNode array) {
        List<Long> keys = new ArrayList<>();
        array.forEach(k -> keys.add(k.asLong()));
        return keys;
    }

    static Done done(Line line) {
        JsonNode body = line.body();
        return new Done(
                line.number(),
                UUID.fromString(body.path("receipt").asText()),
                UUID.fromString(body.path("plan").asText()),
                ErasureAction.valueOf(body.path("action").asText()),
                body.path("digest").asText(),
                body.path("contacts").asLong(),
                body.path("companies").asLong(),
                body.path("rows").asLong(),
                body.path("excluded").asLong(),
                body.path("complete").asBoolean(),
                List.of());
    }
}
