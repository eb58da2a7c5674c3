package klinggateway.facade.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import klinggateway.http.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartTest {

    private static final String TYPE = "multipart/form-data; boundary=b";
    private static final String PROMPT = "--b\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\nA fox\r\n";

    @Test
    void parts_are_read_byte_for_byte() {
        byte[] noise = new byte[10_000];
        new Random(1).nextBytes(noise);
        byte[] head = bytes("--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a;name=\\.png\"\r\n\r\n");
        byte[] body = joined(bytes(PROMPT), head, noise, bytes("\r\n--b--\r\n"));

        List<Multipart.Part> parts = Multipart.parse(TYPE, body);

        assertThat(parts).hasSize(2);
        assertThat(parts.getFirst().name()).isEqualTo("prompt");
        assertThat(parts.getFirst().fileName()).isEmpty();
        assertThat(parts.getFirst().content()).isEqualTo(bytes("A fox"));
        assertThat(parts.getLast().name()).isEqualTo("file");
        assertThat(parts.getLast().fileName()).contains("a;name=\\.png");
        assertThat(parts.getLast().content()).isEqualTo(noise);
    }

    @Test
    void what_looks_like_a_boundary_and_is_none_belongs_to_the_part() {
        String text = "\r\n-\r\n--\r\n--c\r\n\r\n--";

        List<Multipart.Part> parts = Multipart.parse(TYPE, bytes(PROMPT.replace("A fox", text) + "--b--"));

        assertThat(parts.getFirst().content()).isEqualTo(bytes(text));
    }

    @Test
    void an_empty_part_and_an_empty_form_are_read() {
        assertThat(Multipart.parse(TYPE, bytes(PROMPT.replace("A fox", "") + "--b--"))
                        .getFirst()
                        .content())
                .isEmpty();
        assertThat(Multipart.parse(TYPE, bytes("--b--"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"multipart/form-data;boundary=\"b\"", "Multipart/Form-Data; charset=utf-8; BOUNDARY=b; a=c"})
    void a_boundary_is_found_however_it_is_written(String type) {
        assertThat(Multipart.parse(type, bytes(PROMPT + "--b--"))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=a b"})
    void a_type_without_a_boundary_is_refused(String type) {
        assertThatThrownBy(() -> Multipart.parse(type, bytes(PROMPT + "--b--")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("boundary");
    }

    @ParameterizedTest
    @CsvSource({
        "'', does not begin",
        "'prompt=A', does not begin",
        "'--c--', does not begin",
        "'--bc--', not at the end of its line",
        "'--b', not at the end of its line",
        "'--b\r\n', have no end",
        "'--b\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\nA fox', ends within a part",
        "'--b\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\nA fox\r\n--b', not at the end of its line",
        "'--b\r\nContent-Type: text/plain\r\n\r\nA fox\r\n--b--', has no name",
        "'--b\r\nContent-Disposition: form-data\r\n\r\nA fox\r\n--b--', has no name",
        "'--b\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: base64\r\n\r\nQQ==\r\n--b--', is encoded",
    })
    void what_is_no_form_is_refused(String body, String why) {
        assertThatThrownBy(() -> Multipart.parse(TYPE, bytes(body)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.status()).isEqualTo(400))
                .hasMessageContaining(why);
    }

    @Test
    void neither_many_parts_nor_endless_headers_are_read() {
        assertThatThrownBy(() -> Multipart.parse(TYPE, bytes(PROMPT.repeat(21) + "--b--")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("more than 20 parts");
        assertThatThrownBy(() -> Multipart.parse(TYPE, bytes("--b\r\nX: " + "y".repeat(5_000) + "\r\n\r\n\r\n--b--")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("4096 bytes");
    }

    @Test
    void the_worst_body_of_six_megabytes_is_read_at_once() {
        String boundary = "-".repeat(70);
        byte[] body = bytes("--" + boundary + "\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n"
                + ("\r\n" + "-".repeat(71)).repeat(80_000));
        String type = "multipart/form-data; boundary=" + boundary;
        long started = System.nanoTime();

        assertThatThrownBy(() -> Multipart.parse(type, body)).isInstanceOf(ProblemException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(5));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[]... arrays) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] array : arrays) {
            all.writeBytes(array);
        }
        return all.toByteArray();
    }
}
