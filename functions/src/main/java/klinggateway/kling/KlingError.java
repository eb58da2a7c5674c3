package klinggateway.kling;

import java.util.Optional;

/**
 * An answer of Kling's that is not the one hoped for, or the lack of any.
 *
 * @param httpStatus 0 if there was no answer
 * @param code Kling's own error code, where the body had one (docs/kling.md, Errors)
 * @param message Kling's words, or what went wrong on the way
 */
public record KlingError(int httpStatus, Optional<Integer> code, String message, Optional<String> requestId) {

    static KlingError ofTransport(String message) {
        return new KlingError(0, Optional.empty(), message, Optional.empty());
    }

    /** What kind of refusal this is. 429 alone says little: an empty resource pack arrives as 429, too. */
    public Kind kind() {
        if (code.isPresent()) {
            int number = code.get();
            return switch (number) {
                case 1000, 1001, 1002, 1003, 1004 -> Kind.CREDENTIAL;
                case 1100, 1101, 1102 -> Kind.PAYMENT;
                case 1103 -> Kind.PERMISSION;
                case 1304 -> Kind.ADDRESS;
                case 1200, 1201, 1202, 1203 -> Kind.INPUT;
                case 1300, 1301 -> Kind.CONTENT;
                case 1302, 1303 -> Kind.RATE;
                default -> byStatus();
            };
        }
        return byStatus();
    }

    private Kind byStatus() {
        return switch (httpStatus) {
            case 400, 404, 405, 413, 415, 422 -> Kind.INPUT;
            case 401 -> Kind.CREDENTIAL;
            case 403 -> Kind.PERMISSION;
            case 429 -> Kind.RATE;
            default -> Kind.UNAVAILABLE;
        };
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
