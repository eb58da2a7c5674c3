package klinggateway.evaluation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import klinggateway.alert.Condition;
import klinggateway.alert.Finding;
import klinggateway.alert.Subject;
import klinggateway.evaluation.Facts.Pack;
import klinggateway.link.Link;

/** Packs that end soon with units left. */
final class ExpiringPacks {

    private ExpiringPacks() {}

    static List<Finding> find(Condition.PackExpiry condition, Facts facts, Instant now) {
        List<Finding> findings = new ArrayList<>();
        for (Pack pack : facts.packs()) {
            pack.expiresAt()
                    .filter(end -> end.isAfter(now) && !pack.isEmpty())
                    .ifPresent(end -> condition.days().stream()
                            .filter(days -> !end.isAfter(now.plus(Duration.ofDays(days))))
                            .forEach(days -> findings.add(finding(pack, end, days, now))));
        }
        return findings;
    }

    private static Finding finding(Pack pack, Instant end, int days, Instant now) {
        Duration left = Duration.between(now, end);
        BigDecimal daysLeft = BigDecimal.valueOf(Math.max(1, left.toMinutes() / 1_440.0));
        BigDecimal ofADay = pack.left().divide(daysLeft, 0, RoundingMode.CEILING);
        return new Finding(
                new Subject(Subject.Sort.PACK, pack.id()),
                Words.count(days, "day"),
                "",
                "Kling's pack " + pack.name() + " ends in " + Words.duration(left) + ", on " + Words.day(end) + ", "
                        + Words.time(end) + ", with " + EmptyingPacks.units(pack.left()) + " units left.",
                "Order before then what is planned for later: " + EmptyingPacks.units(ofADay)
                        + " units a day would use it up. Kling refunds none.",
                new Evidence()
                        .with("pack", pack.name())
                        .with("unitsLeft", pack.left())
                        .with("unitsADay", ofADay)
                        .with("expiresAt", end.toString())
                        .with("days", days)
                        .all(),
                Link.view("status").text());
    }
}
