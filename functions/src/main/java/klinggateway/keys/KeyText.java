package klinggateway.keys;

import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import klinggateway.secret.Secret;
import klinggateway.secret.Sha256;

/**
 * A key as its caller has it: {@code kg_}, the key's id, {@code _}, and a secret of 256 random bits in base 32. Shown once,
 * when it is made.
 */
public record KeyText(String id, Secret secret) {

    private static final Pattern ID = Pattern.compile("[0-9a-z]{5,20}");
    private static final Pattern FORM = Pattern.compile("kg_(" + ID + ")_([0-9A-Za-z]{20,100})");
    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int ID_LENGTH = 12;
    private static final int SECRET_LENGTH = 52;

    /** A new one. {@code random} must be unpredictable. */
    static KeyText create(RandomGenerator random) {
        return new KeyText(digits(random, ID_LENGTH), new Secret(digits(random, SECRET_LENGTH)));
    }

    /** The key written as {@code text}, or empty if it is none. */
    public static Optional<KeyText> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new KeyText(matcher.group(1), new Secret(matcher.group(2))))
                : Optional.empty();
    }

    /** A new secret for the key with this id. */
    KeyText withId(String otherId) {
        return new KeyText(otherId, secret);
    }

    /** Whether {@code text} can be the id of a key. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** Whether {@code text} looks as if it held a key's secret, and so must not be repeated anywhere. */
    public static boolean looksLikeOne(String text) {
        return text.contains("kg_") && text.length() > 30;
    }

    /** The whole key, for the one answer that shows it. */
    public String reveal() {
        return "kg_" + id + "_" + secret.reveal();
    }

    /** SHA-256 of the secret part. A plain hash is enough for 256 random bits. */
    public String digest() {
        return Sha256.hex(secret.reveal());
    }

    private static String digits(RandomGenerator random, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
        return text.toString();
    }
}
