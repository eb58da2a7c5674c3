package klinggateway.usage;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Asks several questions at once, because each is mostly waiting. */
public final class Parallel {

    private static final int AT_ONCE = 16;

    private Parallel() {}

    /** The answers, in the order of the questions. */
    public static <T> List<T> all(List<Supplier<T>> questions) {
        try (ExecutorService threads =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            List<CompletableFuture<T>> asked = questions.stream()
                    .map(question -> CompletableFuture.supplyAsync(question, threads))
                    .toList();
            List<T> answers = new ArrayList<>();
            asked.forEach(future -> answers.add(future.join()));
            return answers;
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
