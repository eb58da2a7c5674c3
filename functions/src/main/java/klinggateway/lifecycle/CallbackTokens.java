package klinggateway.lifecycle;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import klinggateway.job.JobId;
import klinggateway.secret.DerivedSecrets;

/**
 * The token in each callback URL: the job's id and a signature of it, so that a forged one costs no read. It says which
 * job a hint is about, and nothing that the hint says is believed.
 */
public final class CallbackTokens {

    private static final String LABEL = "cb";

    private final DerivedSecrets secrets;

    public CallbackTokens(DerivedSecrets secrets) {
        this.secrets = secrets;
    }

    String of(JobId id) {
        return id.text() + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature(id));
    }

    /** The job that {@code token} was made for, or empty if the gateway has not made it. */
    public Optional<JobId> verify(String token) {
        int dot = token.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        try {
            byte[] given = Base64.getUrlDecoder().decode(token.substring(dot + 1));
            return JobId.parse(token.substring(0, dot)).filter(id -> MessageDigest.isEqual(given, signature(id)));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private byte[] signature(JobId id) {
        return secrets.sign(LABEL, id.text());
    }
}
