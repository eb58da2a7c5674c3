package klinggateway.emulators.kling;

import static klinggateway.emulators.kling.Rig.TEXT2VIDEO;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.imageio.ImageIO;
import klinggateway.emulators.kling.Rig.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResultFilesTest {
    private final Rig rig = Rig.started();

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void a_video_is_an_mp4_of_the_announced_length() {
        String url = videoUrl("a fox [[sim:time=1s]]");

        Reply got = rig.fetch("GET", url);
        Reply head = rig.fetch("HEAD", url);

        byte[] body = got.raw().orElseThrow().body();
        assertThat(got.status()).isEqualTo(200);
        assertThat(header(got, "Content-Type")).isEqualTo("video/mp4");
        assertThat(header(got, "Content-Length")).isEqualTo(Integer.toString(body.length));
        assertThat(new String(body, 4, 4, StandardCharsets.US_ASCII)).isEqualTo("ftyp");
        assertThat(body.length).isLessThan(20_000);
        assertThat(head.status()).isEqualTo(200);
        assertThat(header(head, "Content-Length")).isEqualTo(Integer.toString(body.length));
        assertThat(head.raw().orElseThrow().body()).isEmpty();
    }

    @Test
    void an_image_is_a_png() throws IOException {
        rig.post("/v1/images/generations", "{'prompt':'x [[sim:time=1s]]','external_task_id':'order-1'}")
                .isOk();
        rig.time.passSeconds(1);
        String url = rig.get("/v1/images/generations/order-1")
                .data()
                .path("task_result")
                .path("images")
                .path(0)
                .path("url")
                .textValue();

        Reply got = rig.fetch("GET", url);

        assertThat(header(got, "Content-Type")).isEqualTo("image/png");
        assertThat(ImageIO.read(new ByteArrayInputStream(got.raw().orElseThrow().body()))
                        .getWidth())
                .isEqualTo(320);
    }

    @Test
    void after_thirty_days_it_is_gone() {
        String url = videoUrl("a fox [[sim:time=1s]]");
        assertThat(url)
                .contains("Expires="
                        + (rig.time.instant().getEpochSecond()
                                + Duration.ofDays(30).toSeconds()));

        rig.time.pass(Duration.ofDays(30).minusSeconds(1));
        assertThat(rig.fetch("GET", url).status()).isEqualTo(200);
        rig.time.passSeconds(1);
        assertThat(rig.fetch("GET", url).status()).isEqualTo(403);
    }

    @Test
    void a_forged_url_is_refused() {
        String url = videoUrl("a fox [[sim:time=1s]]");

        assertThat(rig.fetch("GET", url.replaceFirst("sig=.", "sig=x")).status())
                .isEqualTo(403);
        assertThat(rig.fetch("GET", url.replaceFirst("Expires=\\d", "Expires=9"))
                        .status())
                .isEqualTo(403);
        assertThat(rig.fetch("GET", url.substring(0, url.indexOf('?'))).status())
                .isEqualTo(403);
        assertThat(rig.fetch("POST", url).status()).isEqualTo(405);
    }

    @Test
    void a_prompt_can_have_its_url_refused_from_the_start() {
        assertThat(rig.fetch("GET", videoUrl("[[sim:url=403]][[sim:time=1s]]")).status())
                .isEqualTo(403);
    }

    private String videoUrl(String prompt) {
        rig.video("order-1", prompt);
        rig.time.passSeconds(1);
        return rig.get(TEXT2VIDEO + "/order-1")
                .data()
                .path("task_result")
                .path("videos")
                .path(0)
                .path("url")
                .textValue();
    }

    private static String header(Reply reply, String name) {
        return reply.raw().orElseThrow().headers().firstValue(name).orElse("");
    }
}
