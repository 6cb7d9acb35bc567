package org.gallra.api.ui;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.gallra.api.Text;
import org.osgi.annotation.versioning.ProviderType;

/** Adds amounts up by currency, and writes the sums. Not thread-safe. */
@ProviderType
public final class Sums {

    private final Map<String, BigDecimal> amounts = new TreeMap<>();
    private long number;

    /** Makes an empty sum. */
    public Sums() {}

    /**
     * Adds the sum of several records.
     *
     * @param currency the currency (ISO 4217)
     * @param records how many they are
     * @param amount what they come to
     */
    public Sums add(String currency, long records, BigDecimal amount) {
        number += records;
        amounts.merge(currency, amount, BigDecimal::add);
        return this;
    }

    /** Adds what other records come to. */
    public void addAll(Sums others) {
        number += others.number;
        others.amounts.forEach((currency, amount) -> amounts.merge(currency, amount, BigDecimal::add));
    }

    /** Returns how many records were added. */
    public long number() {
        return number;
    }

    /** Returns the sums by currency, ordered by its code. */
    public Map<String, BigDecimal> amounts() {
        return new TreeMap<>(amounts);
    }

    /** Writes the sums one after the other; nothing if there is none but zero. */
    public void write(Markup markup) throws IOException {
        boolean first = true;
        for (Map.Entry<String, BigDecimal> sum : amounts.entrySet()) {
            if (sum.getValue().signum() != 0) {
                markup.html(first ? "" : " · ").amount(sum.getValue(), sum.getKey());
                first = false;
            }
        }
    }

    /**
     * Writes how many records a list has in all, and what they come to; or that they are too many to be added up.
     *
     * @param what says what is added up
     * @param most how many are added up at most; of more the sum is not written, for it would be that of some of them
     */
    public void write(Text what, long most, Markup markup) throws IOException {
        markup.html("<dl class=\"list-sums\"><div><dt>").text("Antal", "Number").html("</dt><dd>");
        if (number > most) {
            markup.text("mer än ", "more than ")
                    .number(most)
                    .html("</dd></div><div><dt>")
                    .text(what)
                    .html("</dt><dd>")
                    .text("för många att summera; välj färre", "too many to add up; choose fewer")
                    .html("</dd></div></dl>");
            return;
        }
        markup.number(number).html("</dd></div>");
        for (Map.Entry<String, BigDecimal> sum : amounts.entrySet()) {
            markup.html("<div><dt>")
                    .text(what)
                    .html("</dt><dd>")
                    .amount(sum.getValue(), sum.getKey())
                    .html("</dd></div>");
        }
        markup.html("</dl>");
    }
}
