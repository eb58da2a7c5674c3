package klinggateway.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * What is derived from the gateway secret, each under a label of its own (HKDF-SHA256, RFC 5869), so that none tells
 * anything about another.
 */
public final class DerivedSecrets {

    private final SecretSource gatewaySecret;

    public DerivedSecrets(SecretSource gatewaySecret) {
        this.gatewaySecret = gatewaySecret;
    }

    /** HMAC-SHA256 of {@code text} under the key derived for {@code label}: 32 bytes. */
    public byte[] sign(String label, String text) {
        try {
            HKDFParameterSpec parameters = HKDFParameterSpec.ofExtract()
                    .addIKM(gatewaySecret.get().bytes())
                    .thenExpand(label.getBytes(StandardCharsets.UTF_8), 32);
            SecretKey key = KDF.getInstance("HKDF-SHA256").deriveKey("HmacSHA256", parameters);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK 25 has HKDF-SHA256 and HmacSHA256", e);
        }
    }
}
