package klinggateway.emulators.kling;

import java.math.BigDecimal;
import java.time.Instant;

/** One withdrawal of units from one pack for one task. */
record Deduction(String taskId, String packId, BigDecimal before, BigDecimal amount, Instant at) {

    BigDecimal after() {
        return before.subtract(amount);
    }
}
