package klinggateway.local.browser;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a page asked for over the network, in its order, without what its content security policy kept it from. */
record Traffic(List<URI> requests) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** @param log the lines of ChromeDriver's log {@code performance}: events of the DevTools protocol, as JSON */
    static Traffic of(List<String> log) {
        List<JsonNode> events =
                log.stream().map(line -> read(line).path("message")).toList();
        Set<String> refused = new HashSet<>();
        for (JsonNode event : events) {
            if (event.at("/params/blockedReason").asText().equals("csp")) {
                refused.add(event.at("/params/requestId").asText());
            }
        }
        List<URI> requests = new ArrayList<>();
        for (JsonNode event : events) {
            String url = event.at("/params/request/url").asText();
            boolean isSent = event.path("method").asText().equals("Network.requestWillBeSent");
            // What begins otherwise, such as data: and blob:, never leaves the browser.
            boolean isRefused = refused.contains(event.at("/params/requestId").asText());
            if (isSent && !isRefused && url.matches("(https?|wss?)://.*")) {
                requests.add(URI.create(url.replaceFirst("[?#].*", "")));
            }
        }
        return new Traffic(List.copyOf(requests));
    }

    /** The requests to none of these, which are URLs without a path. */
    List<URI> past(Set<URI> origins) {
        return requests.stream()
                .filter(request -> !origins.contains(URI.create(request.getScheme() + "://" + request.getAuthority())))
                .toList();
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not an event: " + line, e);
        }
    }
}
