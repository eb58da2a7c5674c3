package klinggateway.emulators.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnsEmulatorTest {

    private static final String ARN = "arn:aws:sns:us-east-1:000000000000:AlarmTopic";

    private final SnsEmulator emulator = SnsEmulator.start();

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void keeps_what_is_published_and_tells_who_listens() throws Exception {
        List<SnsEmulator.Published> heard = new ArrayList<>();
        emulator.onPublished(heard::add);

        HttpResponse<String> answer = send("Publish", ARN, "A subject & more", "Several\nlines: ümlaut");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("<MessageId>");
        assertThat(emulator.published())
                .containsExactly(new SnsEmulator.Published(ARN, "A subject & more", "Several\nlines: ümlaut"));
        assertThat(heard).isEqualTo(emulator.published());
    }

    @ParameterizedTest
    @CsvSource({
        "Subscribe, arn:aws:sns:us-east-1:1:t, s, m, InvalidAction",
        "Publish, nothing, s, m, TopicArn",
        "Publish, arn:aws:sns:us-east-1:1:t, ümlaut, m, Subject",
        "Publish, arn:aws:sns:us-east-1:1:t, s, '', Message"
    })
    void refuses_what_sns_would_refuse(String action, String arn, String subject, String message, String why)
            throws Exception {
        HttpResponse<String> answer = send(action, arn, subject, message);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(why);
        assertThat(emulator.published()).isEmpty();
    }

    private HttpResponse<String> send(String action, String arn, String subject, String message) throws Exception {
        String form = "Action=" + action + "&TopicArn=" + encoded(arn) + "&Subject=" + encoded(subject) + "&Message="
                + encoded(message);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(emulator.endpoint() + "/"))
                            .POST(HttpRequest.BodyPublishers.ofString(form))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
