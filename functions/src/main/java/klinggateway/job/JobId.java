package klinggateway.job;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A job's id: 63 bits, of which the upper 42 are the milliseconds since 1970 at which the job was made and the lower 21
 * are random. Two jobs of one millisecond can collide once in two million; the conditional write refuses the second.
 *
 * <p>It has two spellings of the same number: {@code job_} and 13 base-32 digits (sorts by time), and a decimal number of
 * 18 or 19 digits, which looks like a task id of Kling's.
 */
public record JobId(long value) implements Comparable<JobId> {

    private static final int RANDOM_BITS = 21;
    private static final String PREFIX = "job_";

    /** Crockford's alphabet: no i, l, o or u, in ascending order so that texts sort like numbers. */
    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";

    private static final Pattern TEXT = Pattern.compile("job_[0-7][0-9a-hjkmnp-tv-z]{12}");
    private static final Pattern DECIMAL = Pattern.compile("[1-9][0-9]{17,18}");

    public JobId {
        if (value < 0) {
            throw new IllegalArgumentException("a job id has 63 bits, so it is not negative: " + value);
        }
    }

    /** The id of a job made at {@code now}; of {@code random}, the lower 21 bits are used. */
    public static JobId of(Instant now, long random) {
        long mask = (1L << RANDOM_BITS) - 1;
        return new JobId((now.toEpochMilli() << RANDOM_BITS) | (random & mask));
    }

    /** The id written in either spelling, or empty if the text cannot be one. */
    public static Optional<JobId> parse(String text) {
        if (TEXT.matcher(text).matches()) {
            long value = 0;
            for (int i = PREFIX.length(); i < text.length(); i++) {
                value = (value << 5) | DIGITS.indexOf(text.charAt(i));
            }
            return Optional.of(new JobId(value));
        }
        if (DECIMAL.matcher(text).matches()) {
            try {
                return Optional.of(new JobId(Long.parseLong(text)));
            } catch (NumberFormatException tooLarge) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** When the job was made, to the millisecond. */
    public Instant createdAt() {
        return Instant.ofEpochMilli(value >>> RANDOM_BITS);
    }

    /** {@code job_} and 13 base-32 digits. */
    public String text() {
        char[] digits = new char[13];
        for (int i = 0; i < digits.length; i++) {
            digits[i] = DIGITS.charAt((int) (value >>> (5 * (digits.length - 1 - i))) & 31);
        }
        return PREFIX + new String(digits);
    }

    /** The decimal spelling, 18 or 19 digits. */
    public String decimal() {
        return Long.toString(value);
    }

    @Override
    public int compareTo(JobId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return text();
    }
}
