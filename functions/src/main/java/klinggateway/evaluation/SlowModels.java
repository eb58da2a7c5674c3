package klinggateway.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import klinggateway.alert.Condition;
import klinggateway.alert.Finding;
import klinggateway.alert.Subject;
import klinggateway.link.Link;
import klinggateway.usage.Cube;
import klinggateway.usage.Histogram;
import klinggateway.usage.ProductLine;
import klinggateway.usage.Times;

/**
 * Models whose jobs take much longer at Kling than they did. Medians are compared, which one job that hung does not move, and each mode
 * counts as often as it was ordered now, so that more orders of a slow mode do not make the model slow.
 */
final class SlowModels {

    private static final double MIDDLE = 0.5;

    /** Counts are whole numbers, and what one job of now weighs must be told by jobs of then. */
    private static final long WEIGHT = 1_000_000;

    private SlowModels() {}

    /** @param usual of jobs of then, as if there had been {@link #WEIGHT} of them for each job of now */
    private record Compared(Histogram recent, Histogram usual, long usualJobs) {

        static final Compared NOTHING = new Compared(Histogram.EMPTY, Histogram.EMPTY, 0);

        Compared plus(Histogram now, Histogram then) {
            Map<Integer, Long> weighted = new HashMap<>();
            then.counts()
                    .forEach((range, count) ->
                            weighted.put(range, Math.round((double) count * WEIGHT * now.total() / then.total())));
            return new Compared(recent.plus(now), usual.plus(new Histogram(weighted)), usualJobs + then.total());
        }
    }

    static List<Finding> find(Condition.SlowModel condition, Facts facts, Instant now) {
        Cube recent = facts.usage(Optional.empty(), condition.within());
        Map<String, Compared> models = new TreeMap<>();
        for (Map.Entry<ProductLine, Times> line : recent.times().entrySet()) {
            String model = line.getKey().model();
            if (condition.model().filter(wanted -> !wanted.equals(model)).isEmpty()) {
                Histogram then = facts.usual()
                        .times()
                        .getOrDefault(line.getKey(), Times.NONE)
                        .processing();
                if (then.total() > 0) {
                    models.merge(
                            model,
                            Compared.NOTHING.plus(line.getValue().processing(), then),
                            (one, other) -> new Compared(
                                    one.recent.plus(other.recent),
                                    one.usual.plus(other.usual),
                                    one.usualJobs + other.usualJobs));
                }
            }
        }
        List<Finding> findings = new ArrayList<>();
        models.forEach((model, compared) -> of(condition, model, compared, now).ifPresent(findings::add));
        return findings;
    }

    private static Optional<Finding> of(Condition.SlowModel condition, String model, Compared compared, Instant now) {
        long jobs = compared.recent.total();
        if (jobs < condition.leastJobs() || compared.usualJobs < condition.leastJobs()) {
            return Optional.empty();
        }
        Duration recent = compared.recent.percentile(MIDDLE).orElse(Duration.ZERO);
        Duration usual = compared.usual.percentile(MIDDLE).orElse(Duration.ZERO);
        if (usual.isZero() || recent.toMillis() < condition.factor() * usual.toMillis()) {
            return Optional.empty();
        }
        Instant since = now.minus(condition.within());
        double times = (double) recent.toMillis() / usual.toMillis();
        return Optional.of(new Finding(
                new Subject(Subject.Sort.MODEL, model),
                Words.exact(condition.factor()) + " times",
                "",
                "Model " + model + ": half of the " + Words.count(jobs, "job") + " that ended since "
                        + Words.time(since) + " took more than about " + Words.duration(recent) + " at Kling, "
                        + Words.number(times) + " times as long as in the last 30 days (" + Words.duration(usual)
                        + ").",
                "Order another model until that is over, or wait: slots are taken longer, so expect queues.",
                new Evidence()
                        .with("jobs", jobs)
                        .with("usualJobs", compared.usualJobs)
                        .with("medianMs", recent.toMillis())
                        .with("usualMedianMs", usual.toMillis())
                        .with("times", Words.share(times))
                        .with("factor", condition.factor())
                        .with("since", since.toString())
                        .all(),
                Link.usage("7d").with("model", model).text()));
    }
}
