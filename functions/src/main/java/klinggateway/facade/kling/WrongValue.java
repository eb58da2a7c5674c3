package klinggateway.facade.kling;

import klinggateway.http.ErrorCode;
import klinggateway.http.ProblemException;

/** What Kling would answer with 1201, in words that name the field as Kling does. */
final class WrongValue {

    private WrongValue() {}

    static ProblemException of(String detail) {
        return ProblemException.of(ErrorCode.INVALID_PARAMETERS, 400, detail);
    }
}
