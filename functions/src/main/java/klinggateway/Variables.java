package klinggateway;

import java.net.URI;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import klinggateway.aws.AwsClients;
import klinggateway.job.DeadLetterQueue;
import klinggateway.keys.Key;
import klinggateway.keys.KeyText;
import klinggateway.secret.Secret;
import klinggateway.webhook.WebhookTargets;

/** Reads what the environment says, each variable as what it stands for, and remembers all that is wrong with them. */
final class Variables {

    private final Map<String, String> environment;
    private final List<String> problems = new ArrayList<>();

    Variables(Map<String, String> environment) {
        this.environment = environment;
    }

    String text(String name) {
        return find(name).orElseGet(() -> {
            problems.add(name + " is missing");
            return "";
        });
    }

    int number(String name, int least, int most) {
        String text = text(name);
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Reported below.
        }
        problems.add(name + " must be a whole number from " + least + " to " + most + ", not '" + text + "'");
        return least;
    }

    /** Whether it is switched on, which it is unless it is said to be off. */
    boolean isOn(String name) {
        String text = find(name).orElse("on");
        if (!text.equals("on") && !text.equals("off")) {
            problems.add(name + " must be on or off, not '" + text + "'");
        }
        return text.equals("on");
    }

    /** Public ones, unless all are allowed, as on one machine. */
    WebhookTargets webhookTargets(String name) {
        String text = find(name).orElse("public");
        if (!text.equals("public") && !text.equals("any")) {
            problems.add(name + " must be public or any, not '" + text + "'");
        }
        return text.equals("any") ? WebhookTargets.ANY : WebhookTargets.PUBLIC;
    }

    URI uri(String name) {
        URI nothing = URI.create("https://invalid.invalid");
        return find(name).map(text -> parsed(name, text).orElse(nothing)).orElseGet(() -> {
            problems.add(name + " is missing");
            return nothing;
        });
    }

    Optional<URI> optionalUri(String name) {
        return find(name).flatMap(text -> parsed(name, text));
    }

    /** A key that can be made; the bootstrap key would let everybody do everything. */
    Optional<String> keyId(String name) {
        Optional<String> id = find(name);
        if (id.filter(text -> !KeyText.isId(text) || text.equals(Key.admin().id()))
                .isPresent()) {
            problems.add(name + " must be the id of a key that POST /api/keys has made");
        }
        return id;
    }

    /** Paths, with commas in between. */
    Set<String> paths(String name) {
        Set<String> paths = new LinkedHashSet<>();
        for (String path : find(name).map(text -> text.split(",")).orElse(new String[0])) {
            paths.add(path.strip());
            if (!path.strip().matches("(/[A-Za-z0-9._-]+){1,8}(/\\*)?")) {
                problems.add(name + " must name paths such as /v1/videos/new-thing or /new-video/*, not '"
                        + path.strip() + "'");
            }
        }
        return paths;
    }

    /** Each queue's URL after its word and {@code =}, with commas in between. */
    Map<DeadLetterQueue, String> deadLetterQueues(String name) {
        Map<DeadLetterQueue, String> urls = new EnumMap<>(DeadLetterQueue.class);
        for (String entry : find(name).orElse("").split(",", -1)) {
            String[] parts = entry.split("=", 2);
            DeadLetterQueue.find(parts[0].strip())
                    .filter(queue -> parts.length == 2 && !parts[1].isBlank())
                    .ifPresent(queue -> urls.put(queue, parts[1].strip()));
        }
        for (DeadLetterQueue queue : DeadLetterQueue.values()) {
            if (!urls.containsKey(queue)) {
                problems.add(name + " must name a queue by " + queue.word() + "=URL");
            }
        }
        return Map.copyOf(urls);
    }

    /** Names of zones, with commas in between. */
    Set<ZoneId> zones(String name, int most) {
        Set<ZoneId> zones = new LinkedHashSet<>();
        for (String zone : find(name).map(text -> text.split(",")).orElse(new String[0])) {
            if (ZoneId.getAvailableZoneIds().contains(zone.strip())) {
                zones.add(ZoneId.of(zone.strip()));
            } else {
                problems.add(name + " must name zones such as Europe/Zurich, not '" + zone.strip() + "'");
            }
        }
        if (zones.size() > most) {
            problems.add(name + " takes at most " + most + " zones");
        }
        return zones;
    }

    /** Given to functions that run on one machine; on Lambda with SnapStart the SDK finds them elsewhere. */
    Optional<AwsClients.Credentials> credentials() {
        boolean isSession = find("AWS_SESSION_TOKEN").isPresent();
        Optional<String> secretKey = find("AWS_SECRET_ACCESS_KEY");
        return isSession
                ? Optional.empty()
                : find("AWS_ACCESS_KEY_ID")
                        .flatMap(id -> secretKey.map(key -> new AwsClients.Credentials(id, new Secret(key))));
    }

    void check() {
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("the settings are wrong: " + String.join("; ", problems));
        }
    }

    private Optional<URI> parsed(String name, String text) {
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
                return Optional.of(uri);
            }
        } catch (IllegalArgumentException notAUri) {
            // Reported below.
        }
        problems.add(name + " must be a URL such as https://api-singapore.klingai.com, not '" + text + "'");
        return Optional.empty();
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
    }
}
