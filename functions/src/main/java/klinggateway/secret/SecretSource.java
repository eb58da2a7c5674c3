package klinggateway.secret;

/** Where a secret is read from, at first use and again once it may have been rotated. Never read before a snapshot. */
@FunctionalInterface
public interface SecretSource {

    /** The secret as it is now, at most a few minutes old. */
    Secret get();
}
