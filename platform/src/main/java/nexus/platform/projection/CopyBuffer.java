package nexus.platform.projection;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/**
 * Rows in the binary form of PostgreSQL's {@code COPY}: nothing is rendered as text here to be
 * parsed again there.
 */
final class CopyBuffer {

    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
    private static final LocalDate FIRST_DAY = LocalDate.of(2000, 1, 1);
    private static final BigInteger BASE = BigInteger.valueOf(10_000);

    private byte[] bytes;
    private int size;
    private int rows;

    CopyBuffer(int capacity) {
        bytes = new byte[capacity];
        clear();
    }

    void clear() {
        System.arraycopy(HEADER, 0, bytes, 0, HEADER.length);
        size = HEADER.length;
        rows = 0;
    }

    int rows() {
        return rows;
    }

    int size() {
        return size;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Ends the data; afterwards {@link #clear} only. */
    void end() {
        int16(-1);
    }

    void beginRow(int columns) {
        rows++;
        int16(columns);
    }

    /** Another row that begins like one just written. */
    void beginRowLike(CopyBuffer other, int start, int end, int columns) {
        beginRow(columns);
        append(other.bytes, start, end - start);
    }

    void nothing() {
        int32(-1);
    }

    void text(String text) {
        raw(text.getBytes(StandardCharsets.UTF_8));
    }

    private void raw(byte[] value) {
        int32(value.length);
        append(value, 0, value.length);
    }

    void json(byte[] json) {
        int32(json.length + 1);
        int8(1);
        append(json, 0, json.length);
    }

    void integer(int value) {
        int32(4);
        int32(value);
    }

    void bigint(long value) {
        int32(8);
        int64(value);
    }

    void bool(boolean value) {
        int32(1);
        int8(value ? 1 : 0);
    }

    void date(LocalDate day) {
        integer((int) ChronoUnit.DAYS.between(FIRST_DAY, day));
    }

    void instant(Instant instant) {
        bigint(
                (instant.getEpochSecond() - EPOCH.getEpochSecond()) * 1_000_000L
                        + instant.getNano() / 1000);
    }

    void infinity() {
        bigint(Long.MAX_VALUE);
    }

    /** Digits to the base of 10 000, with the place of the first and the digits shown after it. */
    void numeric(BigDecimal number) {
        var scale = Math.max(0, number.scale());
        var groups = (scale + 3) / 4;
        var digits = number.abs().setScale(groups * 4).unscaledValue();
        if (digits.signum() == 0) {
            int32(8);
            int16(0);
            int16(0);
            int16(0);
            int16(scale);
            return;
        }
        var reversed = new short[digits.bitLength() / 13 + 2];
        var count = 0;
        if (digits.bitLength() < 63) {
            for (var rest = digits.longValue(); rest > 0; rest /= 10_000) {
                reversed[count++] = (short) (rest % 10_000);
            }
        } else {
            for (var rest = digits; rest.signum() > 0; ) {
                var parts = rest.divideAndRemainder(BASE);
                reversed[count++] = parts[1].shortValue();
                rest = parts[0];
            }
        }
        var zeros = 0;
        while (reversed[zeros] == 0) {
            zeros++;
        }
        int32(8 + 2 * (count - zeros));
        int16(count - zeros);
        int16(count - groups - 1);
        int16(number.signum() < 0 ? 0x4000 : 0);
        int16(scale);
        for (int i = count - 1; i >= zeros; i--) {
            int16(reversed[i]);
        }
    }

    private void int8(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    private void int16(int value) {
        room(2);
        bytes[size++] = (byte) (value >> 8);
        bytes[size++] = (byte) value;
    }

    private void int32(int value) {
        room(4);
        bytes[size++] = (byte) (value >> 24);
        bytes[size++] = (byte) (value >> 16);
        bytes[size++] = (byte) (value >> 8);
        bytes[size++] = (byte) value;
    }

    private void int64(long value) {
        int32((int) (value >> 32));
        int32((int) value);
    }

    private void append(byte[] from, int start, int length) {
        room(length);
        System.arraycopy(from, start, bytes, size, length);
        size += length;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
