package klinggateway.keys;

import java.time.Duration;
import java.util.Set;
import klinggateway.http.Call;

/** The body of a request for a new secret, which may be empty: how long the old one goes on working. */
public record RotateRequest(Duration grace) {

    private static final int MOST_MINUTES = 10_080;

    public static RotateRequest read(Call call) {
        if (call.body().isBlank()) {
            return new RotateRequest(Duration.ZERO);
        }
        KeyFields fields = new KeyFields(call.json(), Set.of("graceMinutes"));
        int minutes = fields.count("graceMinutes", 0, 0, 0, MOST_MINUTES);
        fields.check();
        return new RotateRequest(Duration.ofMinutes(minutes));
    }
}
