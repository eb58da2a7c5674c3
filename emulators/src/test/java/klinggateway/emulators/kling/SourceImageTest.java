package klinggateway.emulators.kling;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceImageTest {

    @ParameterizedTest
    @CsvSource({
        "300,300,succeed,''",
        "750,300,succeed,''",
        "299,400,failed,Image pixel is invalid",
        "800,300,failed,The resolution or aspect ratio of the input image is invalid",
    })
    void its_size_is_judged_only_when_the_task_runs(int width, int height, String status, String message) {
        try (Rig rig = Rig.started()) {
            rig.post(
                            "/v1/videos/image2video",
                            "{'model_name':'kling-v2-6','external_task_id':'order-1','image':'" + png(width, height)
                                    + "'}")
                    .isOk();
            rig.time.passSeconds(3600);

            var data = rig.get("/v1/videos/image2video/order-1").isOk().data();
            assertThat(data.path("task_status").textValue()).isEqualTo(status);
            assertThat(data.path("task_status_msg").textValue()).isEqualTo(message);
        }
    }

    @Test
    void what_is_no_image_fails_too() {
        assertThat(SourceImage.flaw("image", "aGVsbG8=")).isPresent();
    }

    @Test
    void a_url_is_taken_on_trust() {
        assertThat(SourceImage.flaw("image", "https://example.com/a.png")).isEmpty();
    }

    static String png(int width, int height) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(out.toByteArray());
    }
}
