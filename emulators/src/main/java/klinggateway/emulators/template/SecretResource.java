package klinggateway.emulators.template;

import java.util.OptionalInt;

/**
 * A secret.
 *
 * @param generatedLength of a value that is generated; one without it is empty until the operator sets it
 */
public record SecretResource(String id, OptionalInt generatedLength) {

    public SecretResource {
        generatedLength.ifPresent(length -> {
            if (length < 1 || length > 4096) {
                throw new IllegalArgumentException("PasswordLength must be 1 to 4096");
            }
        });
    }
}
