package klinggateway.emulators.template;

import java.util.Optional;

/** A secret, whose value is either given or generated. */
public record SecretResource(String id, Optional<Expression> value, int generatedLength) {

    public SecretResource {
        if (value.isEmpty() && (generatedLength < 1 || generatedLength > 4096)) {
            throw new IllegalArgumentException("PasswordLength must be 1 to 4096");
        }
    }
}
