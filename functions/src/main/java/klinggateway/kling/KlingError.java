package klinggateway.kling;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An answer of Kling's that is not the one hoped for, or the lack of any.
 *
 * @param httpStatus 0 if there was no answer
 * @param code Kling's own error code, where the body had one (docs/kling.md, Errors)
 * @param message Kling's words, empty if it had none; or what went wrong on the way, if there was no answer
 */
public record KlingError(int httpStatus, Optional<Integer> code, String message, Optional<String> requestId) {

    /** Its code is also that of every wrong value, so only the words tell (docs/kling.md, Errors). */
    private static final Pattern USED_ID =
            Pattern.compile("external_task_id.* already exists", Pattern.CASE_INSENSITIVE);

    static KlingError ofTransport(String message) {
        return new KlingError(0, Optional.empty(), message, Optional.empty());
    }

    /** Whether Kling, or something in front of it, has answered at all. */
    public boolean isAnswer() {
        return httpStatus != 0;
    }

    /** What kind of refusal this is. */
    public Kind kind() {
        return row().kind();
    }

    /** What its reader can do about it. */
    public String advice() {
        return row().advice();
    }

    /** Whether other requests would fare the same: Kling or the account is in trouble, and not just this one request. */
    public boolean isTrouble() {
        return switch (kind()) {
            case CREDENTIAL, PAYMENT, ADDRESS, RATE, UNAVAILABLE -> true;
            case PERMISSION, INPUT, CONTENT -> false;
        };
    }

    /** Whether Kling refuses a create because it has a task with this external id already. */
    public boolean saysIdIsUsed() {
        return is(KlingCode.INVALID_VALUE) && USED_ID.matcher(message).find();
    }

    boolean is(KlingCode known) {
        return code.filter(number -> number == known.number()).isPresent();
    }

    private KlingCode row() {
        return code.flatMap(KlingCode::of).orElseGet(() -> KlingCode.nearest(httpStatus));
    }

    /** Who or what is refused. */
    public enum Kind {
        /** The gateway's own credential. */
        CREDENTIAL,
        /** The account owes money, or its resource pack is used up. */
        PAYMENT,
        /** This account may not use this model. */
        PERMISSION,
        /** The address the request came from. */
        ADDRESS,
        /** The request itself. */
        INPUT,
        /** What the request asks to be shown. */
        CONTENT,
        /** Too many at once; later it may pass. */
        RATE,
        /** Nobody knows; later it may pass. */
        UNAVAILABLE
    }
}
