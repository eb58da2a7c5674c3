package klinggateway.forecast;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** What use will come to, or why nobody can tell. */
public sealed interface Forecast {

    /** So many days after today are looked at. */
    int AHEAD = 90;

    /**
     * There is too little to go by.
     *
     * @param days with use, since the last long pause; none while it goes on
     * @param lastUse the last day with use among those that were looked at
     */
    record TooLittle(int days, Optional<LocalDate> lastUse) implements Forecast {}

    static Forecast of(History history) {
        List<DailyUse> lively = history.lively();
        int used = (int) lively.stream().filter(DailyUse::isAny).count();
        if (used < History.NEEDED) {
            return new TooLittle(
                    used,
                    history.days().reversed().stream()
                            .filter(DailyUse::isAny)
                            .map(DailyUse::date)
                            .findFirst());
        }
        return new Ahead(history, lively);
    }

    /** The days ahead can be told. */
    final class Ahead implements Forecast {

        private final History history;
        private final List<DailyUse> lively;
        private final boolean[] unusual;
        private final Outlook microUsd;
        private final Outlook calls;

        private Ahead(History history, List<DailyUse> lively) {
            this.history = history;
            this.lively = lively;
            this.unusual = History.unusual(lively);
            LocalDate first = lively.getFirst().date();
            this.microUsd =
                    Outlook.of(first, History.usual(lively, unusual, DailyUse::microUsd), history.left(), AHEAD);
            this.calls = Outlook.of(first, History.usual(lively, unusual, DailyUse::calls), history.left(), AHEAD);
        }

        /** This month, with what was used of it so far. */
        public Expected month() {
            LocalDate today = history.today().date();
            LocalDate first = today.withDayOfMonth(1);
            LocalDate last = first.plusMonths(1).minusDays(1);
            int day = daysTo(last);
            DailyUse known = history.since(first);
            return new Expected(
                    first,
                    last,
                    microUsd.until(day).plus(known.microUsd()),
                    calls.until(day).plus(known.calls()));
        }

        /**
         * What is left of today, and so many days after it, each by itself. What is expected of the days after today adds up to
         * {@link #next} exactly.
         */
        public List<Expected> each(int days) {
            LocalDate today = history.today().date();
            return IntStream.rangeClosed(0, days)
                    .mapToObj(day -> new Expected(
                            today.plusDays(day), today.plusDays(day), microUsd.ofDay(day), calls.ofDay(day)))
                    .toList();
        }

        /** The whole days after today, so many. */
        public Expected next(int days) {
            LocalDate today = history.today().date();
            return new Expected(
                    today.plusDays(1), today.plusDays(days), microUsd.ofDays(1, days), calls.ofDays(1, days));
        }

        /** What is left of this week, and the weeks after it that end within so many days, each from Monday to Sunday. */
        public List<Expected> weeks(int days) {
            LocalDate today = history.today().date();
            List<Expected> weeks = new ArrayList<>();
            int first = 0;
            int last = DayOfWeek.SUNDAY.getValue() - today.getDayOfWeek().getValue();
            while (last <= days) {
                weeks.add(new Expected(
                        today.plusDays(first),
                        today.plusDays(last),
                        microUsd.ofDays(first, last),
                        calls.ofDays(first, last)));
                first = last + 1;
                last += Fit.WEEK;
            }
            return weeks;
        }

        /** What is to come from now to the end of {@code last}, in millionths of a dollar. */
        public Estimate until(LocalDate last) {
            return microUsd.until(daysTo(last));
        }

        /** When {@code left} millionths of a dollar are used up, if they are so by {@code last}. */
        public UsedUp usedUp(long left, LocalDate last) {
            LocalDate today = history.today().date();
            int days = daysTo(last);
            return new UsedUp(
                    date(microUsd.reaches(left, days)), date(microUsd.mayReach(left, days)), today.plusDays(days));
        }

        /** The first of the days that it goes by. */
        public LocalDate since() {
            return lively.getFirst().date();
        }

        /** How many days there were since, and of these with use. */
        public int days() {
            return lively.size();
        }

        public int daysWithUse() {
            return (int) lively.stream().filter(DailyUse::isAny).count();
        }

        /** The days that were taken for usual ones. */
        public List<LocalDate> unusual() {
            return IntStream.range(0, lively.size())
                    .filter(day -> unusual[day])
                    .mapToObj(day -> lively.get(day).date())
                    .toList();
        }

        /** By which part a week's cost is usually more than that of the week before; 0 where that is not clear. */
        public double trend() {
            return microUsd.trend();
        }

        private int daysTo(LocalDate last) {
            return Math.clamp(last.toEpochDay() - history.today().date().toEpochDay(), 0, AHEAD);
        }

        private Optional<LocalDate> date(OptionalInt days) {
            return days.isPresent() ? Optional.of(history.today().date().plusDays(days.getAsInt())) : Optional.empty();
        }
    }

    /** From the first to the last of these days. */
    record Expected(LocalDate first, LocalDate last, Estimate microUsd, Estimate calls) {}

    /**
     * When something is used up.
     *
     * @param expected the day on which it is to be expected
     * @param earliest the day on which it comes to that in one of ten cases
     * @param until the last day that was looked at
     */
    record UsedUp(Optional<LocalDate> expected, Optional<LocalDate> earliest, LocalDate until) {}
}
