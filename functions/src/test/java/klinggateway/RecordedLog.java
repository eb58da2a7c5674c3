package klinggateway;

import java.util.ArrayList;
import java.util.List;
import klinggateway.log.EventLog;
import klinggateway.log.JsonLines;
import klinggateway.log.Line;

/** Keeps the lines of the log as they would be written, for the test to read. */
public final class RecordedLog implements EventLog {

    private final VirtualTime time;
    private final List<String> lines = new ArrayList<>();

    RecordedLog(VirtualTime time) {
        this.time = time;
    }

    @Override
    public synchronized void write(Line line) {
        lines.add(JsonLines.json(line, time.instant()));
    }

    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }
}
