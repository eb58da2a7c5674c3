package klinggateway.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import klinggateway.http.KlingReply;
import klinggateway.kling.DeductionPage;
import klinggateway.kling.DeductionQuestion;
import klinggateway.kling.DeductionQuestion.Source;
import klinggateway.kling.Kling;
import klinggateway.lifecycle.Deadline;

/** Kling's records of what it took, from packs and from the balance. */
final class KlingBooks {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** With less time left, a question would be asked and its answer not waited for. */
    private static final Duration SHORTEST = Duration.ofSeconds(2);
    /** 100,000 records of a day from one source: more than an account's slots can make of videos. */
    private static final int MOST_PAGES = 200;

    private final Kling kling;

    KlingBooks(Kling kling) {
        this.kling = kling;
    }

    /**
     * All records of {@code span}, in no particular order; nothing if there are too many or too little time.
     *
     * @param now Kling is not asked about what is after it
     */
    Optional<List<DeductionPage.Line>> read(Timespan span, Instant now, Deadline deadline) {
        List<DeductionPage.Line> lines = new ArrayList<>();
        for (Source source : Source.values()) {
            if (!addAll(lines, source, span, now, deadline)) {
                return Optional.empty();
            }
        }
        return Optional.of(lines);
    }

    private boolean addAll(
            List<DeductionPage.Line> lines, Source source, Timespan span, Instant now, Deadline deadline) {
        // Whether Kling means its bounds inclusively is not documented, so what is next to them is sorted out here.
        Timespan asked = span.until(now);
        Optional<String> cursor = Optional.empty();
        for (int pages = 0; pages < MOST_PAGES && deadline.left().compareTo(SHORTEST) > 0; pages++) {
            DeductionQuestion question = new DeductionQuestion(
                    source, asked.from(), asked.to(), DeductionQuestion.LONGEST_PAGE, Optional.empty(), cursor);
            DeductionPage page =
                    DeductionPage.read(source, KlingReply.data(question.ask(kling, deadline.atMost(PATIENCE))));
            page.lines().stream()
                    .filter(line -> line.at().map(span::holds).orElse(true))
                    .forEach(lines::add);
            if (!page.hasMore()) {
                return true;
            }
            if (page.nextCursor().isEmpty() || page.nextCursor().equals(cursor)) {
                throw new IllegalStateException("Kling has more records from " + source + " and does not say where");
            }
            cursor = page.nextCursor();
        }
        return false;
    }
}
