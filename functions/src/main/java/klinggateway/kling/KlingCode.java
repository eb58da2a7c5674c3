package klinggateway.kling;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import klinggateway.kling.KlingError.Kind;

/**
 * Kling's error codes: who or what is refused, and what the reader of the error can do about it. The one table of them in the
 * code; its source is docs/kling.md, Errors.
 */
enum KlingCode {
    AUTHENTICATION_FAILED(
            1000,
            Kind.CREDENTIAL,
            "The gateway's operator has to check the Kling credential, and that it belongs to the console of the endpoint in use."),
    AUTHORIZATION_MISSING(
            1001,
            Kind.CREDENTIAL,
            "The gateway's operator has to look at what stands between the gateway and Kling, for the credential got lost on the way."),
    AUTHORIZATION_INVALID(
            1002,
            Kind.CREDENTIAL,
            "The gateway's operator has to set a Kling credential that is whole and of the right kind: newer paths take only an API key."),
    TOKEN_NOT_YET_VALID(
            1003, Kind.CREDENTIAL, "The gateway has tried again in vain; its operator has to check the clocks."),
    TOKEN_EXPIRED(
            1004,
            Kind.CREDENTIAL,
            "The gateway has tried again in vain; its operator has to check the clocks and the age of the credential."),
    ACCOUNT_ABNORMAL(1100, Kind.PAYMENT, "The gateway's operator has to look at the account's settings at Kling."),
    ACCOUNT_IN_ARREARS(1101, Kind.PAYMENT, "The gateway's operator has to pay what the account owes Kling."),
    PACK_USED_UP(
            1102,
            Kind.PAYMENT,
            "The gateway's operator has to buy a resource pack at Kling, or switch on postpayment."),
    NO_PERMISSION(
            1103,
            Kind.PERMISSION,
            "Choose another model, or ask the gateway's operator to have this one opened for the account at Kling."),
    INVALID_REQUEST(1200, Kind.INPUT, "Correct the order as Kling says and send it again."),
    INVALID_VALUE(1201, Kind.INPUT, "Correct the value that Kling names and send the order again."),
    WRONG_METHOD(
            1202,
            Kind.INPUT,
            "Choose another product or model, for Kling no longer has the path that this one is sent to."),
    NO_SUCH_RESOURCE(
            1203, Kind.INPUT, "Choose another model, for Kling does not have this one for this product or account."),
    PLATFORM_POLICY(1300, Kind.CONTENT, "Change the prompt or the inputs, which are against Kling's platform policy."),
    CONTENT_POLICY(1301, Kind.CONTENT, "Change the prompt or the inputs, which are against Kling's content policy."),
    TOO_MANY_REQUESTS(1302, Kind.RATE, "Wait; the gateway sends it again by itself when Kling takes requests again."),
    TOO_MANY_TASKS(1303, Kind.RATE, "Wait; the gateway sends it again by itself when Kling has room."),
    ADDRESS_NOT_ALLOWED(
            1304,
            Kind.ADDRESS,
            "The gateway's operator has to put its outgoing addresses on the account's list of allowed ones at Kling."),
    INTERNAL_ERROR(5000, Kind.UNAVAILABLE, "Wait; the gateway finds out by itself what became of it."),
    UNAVAILABLE(5001, Kind.UNAVAILABLE, "Wait until Kling is back; the gateway finds out by itself what became of it."),
    INTERNAL_TIMEOUT(5002, Kind.UNAVAILABLE, "Wait; the gateway looks for the task, which may exist all the same.");

    private static final Map<Integer, KlingCode> BY_NUMBER =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(KlingCode::number, Function.identity()));

    private final int number;
    private final Kind kind;
    private final String advice;

    KlingCode(int number, Kind kind, String advice) {
        this.number = number;
        this.kind = kind;
        this.advice = advice;
    }

    static Optional<KlingCode> of(int number) {
        return Optional.ofNullable(BY_NUMBER.get(number));
    }

    /** The row that comes nearest to an answer without a known code. 429 alone says little: it may be about money, too. */
    static KlingCode nearest(int httpStatus) {
        return switch (httpStatus) {
            case 400, 404, 405, 413, 415, 422 -> INVALID_REQUEST;
            case 401 -> AUTHENTICATION_FAILED;
            case 403 -> NO_PERMISSION;
            case 429 -> TOO_MANY_REQUESTS;
            default -> INTERNAL_ERROR;
        };
    }

    int number() {
        return number;
    }

    Kind kind() {
        return kind;
    }

    /** One plain sentence for whoever gets the error, who may be a caller and not the operator. */
    String advice() {
        return advice;
    }
}
