package org.gallra.extract;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gallra.api.Text;
import org.gallra.api.personaldata.PersonalDataRegister.Row;
import org.jspecify.annotations.Nullable;

/**
 * Turns rows into bytes and back, exactly; what a row cannot hold by its contract becomes the text of it. The names of fields stay in memory, so
 * that only the codec that wrote a row can read it.
 */
final class RowCodec {

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    void write(Row row, DataOutputStream out) throws IOException {
        out.writeInt(row.values().size());
        for (Map.Entry<String, @Nullable Object> value : row.values().entrySet()) {
            out.writeInt(numbers.computeIfAbsent(value.getKey(), name -> {
                names.add(name);
                return names.size() - 1;
            }));
            value(value.getValue(), out);
        }
        value(row.company(), out);
        out.writeInt(row.otherContacts().size());
        for (Long other : row.otherContacts()) {
            out.writeLong(other);
        }
    }

    Row read(DataInputStream in) throws IOException {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            String name = names.get(in.readInt());
            values.put(name, value(in));
        }
        Long company = (Long) value(in);
        List<Long> others = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            others.add(in.readLong());
        }
        return new Row(Collections.unmodifiableMap(values), company, List.copyOf(others));
    }

    private static void value(@Nullable Object value, DataOutputStream out) throws IOException {
        if (value == null) {
            out.writeByte('0');
        } else if (value instanceof Long number) {
            out.writeByte('L');
            out.writeLong(number);
        } else if (value instanceof BigDecimal number) {
            out.writeByte('N');
            bytes(number.unscaledValue().toByteArray(), out);
            out.writeInt(number.scale());
        } else if (value instanceof Boolean yes) {
            out.writeByte('B');
            out.writeBoolean(yes);
        } else if (value instanceof LocalDate day) {
            out.writeByte('D');
            out.writeLong(day.toEpochDay());
        } else if (value instanceof LocalTime time) {
            out.writeByte('T');
            out.writeLong(time.toNanoOfDay());
        } else if (value instanceof Instant at) {
            out.writeByte('I');
            out.writeLong(at.getEpochSecond());
            out.writeInt(at.getNano());
        } else if (value instanceof UUID id) {
            out.writeByte('U');
            out.writeLong(id.getMostSignificantBits());
            out.writeLong(id.getLeastSignificantBits());
        } else if (value instanceof byte[] bytes) {
            out.writeByte('b');
            bytes(bytes, out);
        } else if (value instanceof Text words) {
            out.writeByte('W');
            text(words.sv(), out);
            text(words.en(), out);
        } else {
            out.writeByte('S');
            text(value.toString(), out);
        }
    }

    private static @Nullable Object value(DataInputStream in) throws IOException {
        char kind = (char) in.readByte();
        return switch (kind) {
            case '0' -> null;
            case 'L' -> in.readLong();
            case 'N' -> new BigDecimal(new BigInteger(bytes(in)), in.readInt());
            case 'B' -> in.readBoolean();
            case 'D' -> LocalDate.ofEpochDay(in.readLong());
            case 'T' -> LocalTime.ofNanoOfDay(in.readLong());
            case 'I' -> Instant.ofEpochSecond(in.readLong(), in.readInt());
            case 'U' -> new UUID(in.readLong(), in.readLong());
            case 'b' -> bytes(in);
            case 'W' -> new Text(text(in), text(in));
            case 'S' -> text(in);
            default -> throw new IOException("no kind of value: " + (int) kind);
        };
    }

    private static void bytes(byte[] bytes, DataOutputStream out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }

    /** Char by char: half a pair of a character is a text too. */
    private static void text(String text, DataOutputStream out) throws IOException {
        byte[] bytes = new byte[text.length() * 2];
        for (int i = 0; i < text.length(); i++) {
            bytes[2 * i] = (byte) (text.charAt(i) >> 8);
            bytes[2 * i + 1] = (byte) text.charAt(i);
        }
        bytes(bytes, out);
    }

    private static String text(DataInputStream in) throws IOException {
        byte[] bytes = bytes(in);
        char[] chars = new char[bytes.length / 2];
        for (int i = 0; i < chars.length; i++) {
            chars[i] = (char) ((bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff);
        }
        return new String(chars);
    }
}
