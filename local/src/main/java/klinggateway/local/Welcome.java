package klinggateway.local;

import java.io.PrintStream;
import java.net.URI;
import java.util.Optional;

/** Tells a newcomer where the gateway is and how to use it, in lines that work as they are printed. */
final class Welcome {

    private final PrintStream out;

    Welcome(PrintStream out) {
        this.out = out;
    }

    void gateway(URI url, FirstKeys keys, String kling, String data, Optional<String> samples) {
        out.printf("%n  URL        %s%n", url);
        out.printf("  API key    %s%n", keys.apiKey());
        out.printf("  Admin key  %s%n", keys.adminKey());
        out.printf("  Kling      %s%n", kling);
        out.printf("  Data       %s%n", data);
        samples.ifPresent(told -> out.printf("  Samples    %s%n", told));
        out.println();
        out.println("Generate a video, look at its status, and see what was used:");
        out.println();
        String key = " -H 'Authorization: Bearer " + keys.apiKey() + "'";
        out.println("  ANSWER=$(curl -s " + url + "/api/generate-video" + key + " -H 'Content-Type: application/json'"
                + " -d '{\"prompt\":\"A paper boat on a quiet lake at dawn\",\"duration\":5}'); echo \"$ANSWER\"");
        out.println("  curl -s -w '\\n' \"" + url + "/api/video-status?taskId=$(echo \"$ANSWER\""
                + " | sed -n 's/.*\"taskId\" *: *\"\\([0-9]*\\)\".*/\\1/p')\"" + key);
        out.println("  curl -s -w '\\n' " + url + "/api/usage-analytics" + key);
        out.println();
        out.println("Ctrl-C stops it.");
        out.flush();
    }

    void warning(String text) {
        out.printf("%nWARNING: %s.%n", text);
        out.flush();
    }

    void klingEmulator(URI url, String apiKey) {
        out.printf("%n  Kling emulator  %s%n", url);
        out.printf("  Static key      %s%n%n", apiKey);
        out.println("Ctrl-C stops it.");
        out.flush();
    }
}
