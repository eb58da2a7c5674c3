package klinggateway.http;

/** What is wrong with a credential. */
public enum Refusal {
    MISSING,
    /** It cannot be one. */
    UNUSABLE,
    /** There is no such key, or it is revoked or expired, or it was not made by this key. */
    UNKNOWN,
    /** A token's time has not come. */
    NOT_YET_VALID,
    /** A token's time is over. */
    EXPIRED
}
