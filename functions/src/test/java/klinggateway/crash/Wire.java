package klinggateway.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Counts every request that leaves the gateway, and says which of them something happens to. */
final class Wire {

    /** What the name of the first request of a process ends with. */
    static final String FIRST = " (first)";

    private final Plan plan;
    private final List<String> requests = new ArrayList<>();
    private int faults;

    Wire(Plan plan) {
        this.plan = plan;
    }

    /** Chooses what happens to which request. */
    interface Plan {

        Plan NOTHING = (number, request) -> Optional.empty();

        /**
         * What happens to a request.
         *
         * @param number counted from 0
         * @param request what and where, for instance {@code dynamoDb putItem}
         */
        Optional<Fault> at(int number, String request);
    }

    synchronized Optional<Fault> next(String request) {
        Optional<Fault> fault = plan.at(requests.size(), request);
        requests.add(fault.map(what -> request + " " + what).orElse(request));
        if (fault.isPresent()) {
            faults++;
        }
        return fault;
    }

    /** All requests so far, in order. */
    synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    /** How many of them something happened to. */
    synchronized int faults() {
        return faults;
    }
}
