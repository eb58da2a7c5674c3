package klinggateway.facade.kling;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import klinggateway.http.Answer;
import klinggateway.http.Call;
import klinggateway.http.KlingReply;
import klinggateway.keys.Scope;
import klinggateway.kling.Kling;
import klinggateway.kling.Reply;

/** Passes on questions that make nothing and that Kling answers for the whole account (docs/kling.md, Account). */
final class Questions {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Kling kling;

    Questions(Kling kling) {
        this.kling = kling;
    }

    /** What only the operator may see. */
    Answer ofAccount(Call call, String path) {
        call.require(Scope.ADMIN);
        return call.method().equals("GET")
                ? ask(call, "GET", path + query(call), Optional.empty())
                : ask(call, call.method(), path, Optional.of(call.json().toString()));
    }

    /** What everybody may see. */
    Answer open(Call call, String path) {
        call.require(Scope.READ);
        return ask(call, "GET", path + query(call), Optional.empty());
    }

    private Answer ask(Call call, String method, String path, Optional<String> body) {
        return switch (kling.ask(method, path, body, call.deadline().atMost(PATIENCE))) {
            case Reply.Data(var data) -> Envelope.of(call, data);
            case Reply.Refused(var error) -> throw KlingReply.problem(error);
        };
    }

    private static String query(Call call) {
        return call.query().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&", call.query().isEmpty() ? "" : "?", ""));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
