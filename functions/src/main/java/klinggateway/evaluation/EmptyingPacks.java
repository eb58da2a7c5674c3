package klinggateway.evaluation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import klinggateway.alert.Condition;
import klinggateway.alert.Finding;
import klinggateway.alert.Subject;
import klinggateway.evaluation.Facts.Pack;
import klinggateway.link.Link;

/** Packs of which little is left. One that is empty still counts, until there are units in another one for the same. */
final class EmptyingPacks {

    private EmptyingPacks() {}

    static List<Finding> find(Condition.PackRemaining condition, Facts facts) {
        List<Pack> packs = facts.packs();
        List<Finding> findings = new ArrayList<>();
        for (Pack pack : packs) {
            BigDecimal beside =
                    packs.stream().filter(pack::isBeside).map(Pack::left).reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal total = pack.total().orElse(BigDecimal.ZERO);
            if (total.signum() > 0 && !(pack.isEmpty() && beside.signum() > 0)) {
                double share = pack.left()
                        .max(BigDecimal.ZERO)
                        .divide(total, 6, RoundingMode.HALF_EVEN)
                        .doubleValue();
                condition.percent().stream()
                        .filter(percent -> 100 * share <= percent)
                        .forEach(percent -> findings.add(finding(pack, total, share, beside, percent)));
            }
        }
        return findings;
    }

    private static Finding finding(Pack pack, BigDecimal total, double share, BigDecimal beside, int percent) {
        return new Finding(
                new Subject(Subject.Sort.PACK, pack.id()),
                percent + "%",
                "",
                "Kling's pack " + pack.name() + " has " + units(pack.left()) + " of " + units(total) + " units left ("
                        + Words.percent(share) + "), by Kling's numbers, which lag by up to 12 hours.",
                beside.signum() > 0
                        ? "Nothing has to be done at once: " + units(beside)
                                + " units are left in other packs for the same."
                        : "Buy another one before it is empty: no other pack has units for the same, and Kling then refuses orders"
                                + " or takes cash.",
                new Evidence()
                        .with("pack", pack.name())
                        .with("unitsLeft", pack.left())
                        .with("units", total)
                        .with("share", Words.share(share))
                        .with("percent", percent)
                        .with("unitsInOthers", beside)
                        .all(),
                Link.view("status").text());
    }

    static String units(BigDecimal units) {
        return units.signum() == 0 ? "0" : units.stripTrailingZeros().toPlainString();
    }
}
