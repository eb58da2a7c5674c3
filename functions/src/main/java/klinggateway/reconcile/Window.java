package klinggateway.reconcile;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import klinggateway.job.Job;
import klinggateway.job.Job.Ending;
import klinggateway.job.JobId;
import klinggateway.kling.DeductionPage.Line;

/**
 * Both sides of the day that is compared and of the days around it, since Kling's records lag.
 *
 * @param taken by task
 * @param jobs all of them, whether they have ended or not
 */
record Window(Map<String, Taken> taken, Collection<Job> jobs) {

    /** Both sides of one day. */
    record Day(List<Line> lines, List<Job> jobs) {

        static final Day EMPTY = new Day(List.of(), List.of());
    }

    static Window of(Collection<Day> days) {
        Map<String, Taken> taken = new HashMap<>();
        Map<JobId, Job> jobs = new LinkedHashMap<>();
        for (Day day : days) {
            day.lines()
                    .forEach(line -> taken.merge(
                            line.taskId(),
                            Taken.NOTHING.plus(line.deduction()),
                            (sum, one) -> sum.plus(line.deduction())));
            // Of a job that was read twice, the later reading counts.
            day.jobs().forEach(job -> jobs.put(job.id(), job));
        }
        return new Window(taken, jobs.values());
    }

    /** The jobs that ended in {@code span}. */
    List<Job> endedIn(Timespan span) {
        return jobs.stream()
                .filter(job -> job.ending().map(Ending::at).filter(span::holds).isPresent())
                .toList();
    }

    Optional<Taken> takenFor(Job job) {
        return job.task().flatMap(task -> Optional.ofNullable(taken.get(task.id())));
    }

    /** The tasks in {@code lines} that are no job's. */
    Set<String> foreign(List<Line> lines, Timespan span) {
        Set<String> tasks = new HashSet<>();
        lines.stream()
                .filter(line -> line.at().map(span::holds).orElse(true))
                .forEach(line -> tasks.add(line.taskId()));
        jobs.forEach(job -> job.task().ifPresent(task -> tasks.remove(task.id())));
        return tasks;
    }
}
