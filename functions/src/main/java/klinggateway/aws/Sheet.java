package klinggateway.aws;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Rows of words and numbers, and how they become few bytes: each word is written once, and further only its place; small
 * numbers take less room than large ones; and all of it is deflated. What is alike takes less room if it is close together: words by
 * column, the numbers of a row.
 *
 * @param rows all have as many words and as many numbers
 */
record Sheet(List<Row> rows) {

    private static final int DIGIT_BITS = 7;
    private static final int MORE = 1 << DIGIT_BITS;

    /** One row. */
    @SuppressWarnings("ArrayRecordComponent") // rows are not compared, and there are tens of thousands of them
    record Row(List<String> words, long[] numbers) {}

    /** The sheets as bytes, after a number that says what they hold. */
    static byte[] write(int format, List<Sheet> sheets) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
                DataOutputStream out =
                        new DataOutputStream(new BufferedOutputStream(new DeflaterOutputStream(bytes, deflater)))) {
            deflater.setDictionary(KnownWords.inSheets());
            write(out, format);
            write(out, sheets.size());
            for (Sheet sheet : sheets) {
                sheet.write(out);
            }
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    /** The sheets that {@link #write} made bytes of. */
    static List<Sheet> read(int format, byte[] bytes) {
        try (Inflater inflater = new Inflater(true);
                DataInputStream in = new DataInputStream(
                        new BufferedInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes), inflater)))) {
            inflater.setDictionary(KnownWords.inSheets());
            long written = number(in);
            if (written != format) {
                throw new IllegalStateException("a rollup of the unknown format " + written);
            }
            List<Sheet> sheets = new ArrayList<>();
            for (long left = number(in); left > 0; left--) {
                sheets.add(read(in));
            }
            return sheets;
        } catch (IOException e) {
            throw new IllegalStateException("a stored rollup cannot be read", e);
        }
    }

    private void write(DataOutputStream out) throws IOException {
        Map<String, Integer> places = new LinkedHashMap<>();
        rows.forEach(row -> row.words().forEach(word -> places.putIfAbsent(word, places.size())));
        write(out, places.size());
        for (String word : places.keySet()) {
            out.writeUTF(word);
        }
        write(out, rows.size());
        int words = rows.isEmpty() ? 0 : rows.getFirst().words().size();
        int numbers = rows.isEmpty() ? 0 : rows.getFirst().numbers().length;
        write(out, words);
        write(out, numbers);
        for (int column = 0; column < words; column++) {
            for (Row row : rows) {
                write(out, Objects.requireNonNull(places.get(row.words().get(column))));
            }
        }
        for (Row row : rows) {
            for (long number : row.numbers()) {
                write(out, number);
            }
        }
    }

    private static Sheet read(DataInputStream in) throws IOException {
        List<String> known = new ArrayList<>();
        for (long left = number(in); left > 0; left--) {
            known.add(in.readUTF());
        }
        int size = (int) number(in);
        String[][] words = new String[size][(int) number(in)];
        long[][] numbers = new long[size][(int) number(in)];
        for (int column = 0; size > 0 && column < words[0].length; column++) {
            for (String[] row : words) {
                row[column] = known.get((int) number(in));
            }
        }
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            for (int column = 0; column < numbers[i].length; column++) {
                numbers[i][column] = number(in);
            }
            rows.add(new Row(List.of(words[i]), numbers[i]));
        }
        return new Sheet(rows);
    }

    /** Seven bits to the byte, the lowest first; the sign is the lowest bit, so that small negative numbers are short, too. */
    private static void write(DataOutputStream out, long number) throws IOException {
        long left = (number << 1) ^ (number >> (Long.SIZE - 1));
        while (left >>> DIGIT_BITS != 0) {
            out.writeByte((int) (left & (MORE - 1)) | MORE);
            left >>>= DIGIT_BITS;
        }
        out.writeByte((int) left);
    }

    private static long number(DataInputStream in) throws IOException {
        long read = 0;
        int shift = 0;
        int digit;
        do {
            digit = in.readUnsignedByte();
            read |= (long) (digit & (MORE - 1)) << shift;
            shift += DIGIT_BITS;
        } while ((digit & MORE) != 0);
        return (read >>> 1) ^ -(read & 1);
    }
}
