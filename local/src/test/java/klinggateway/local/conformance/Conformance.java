package klinggateway.local.conformance;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;

/** Puts cases to a server, several at a time, and makes a test of each. */
final class Conformance implements AutoCloseable {

    private static final int AT_ONCE = 8;

    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    private final HttpClient http = HttpClient.newHttpClient();
    private final Receiver receiver = new Receiver();
    private final Server server;
    private final List<Case> cases;
    private final Map<String, JsonNode> shapes = new Cases().shapes();

    Conformance(Server server, List<Case> cases) {
        this.server = server;
        this.cases = cases.stream().filter(one -> one.isFor(server.name())).toList();
    }

    Stream<DynamicContainer> tests() {
        Map<Case, Future<?>> runs = new LinkedHashMap<>();
        cases.forEach(one -> runs.put(one, started(one)));
        Map<String, List<DynamicTest>> byTopic = runs.entrySet().stream()
                .collect(groupingBy(
                        run -> run.getKey().topic(),
                        LinkedHashMap::new,
                        mapping(
                                run -> DynamicTest.dynamicTest(run.getKey().name(), () -> join(run.getValue())),
                                toList())));
        return byTopic.entrySet().stream()
                .map(topic -> DynamicContainer.dynamicContainer(topic.getKey(), topic.getValue()));
    }

    @Override
    public void close() {
        threads.shutdownNow();
        http.shutdownNow();
        receiver.close();
    }

    private Future<?> started(Case one) {
        return threads.submit(() -> new Run(http, receiver, server, one, shapes).run());
    }

    private static void join(Future<?> run) throws Throwable {
        try {
            run.get();
        } catch (ExecutionException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
