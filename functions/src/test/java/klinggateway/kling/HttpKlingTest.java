package klinggateway.kling;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import klinggateway.emulators.kling.KlingEmulator;
import klinggateway.kling.Kling.Creation;
import klinggateway.kling.Kling.Finding;
import klinggateway.kling.Kling.Lookup;
import klinggateway.kling.KlingCredential.ApiKey;
import klinggateway.kling.KlingCredential.KeyPair;
import klinggateway.secret.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpKlingTest {

    private static final Kling.Subject SUBJECT = new Kling.Subject("job_1", Optional.empty());
    private static final String PATH = "/v1/videos/text2video";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final ApiKey KEY = new ApiKey(new Secret("kling-key"));
    private static final KeyPair PAIR = new KeyPair("AKtestAccessKey0001", new Secret("SKtestSecretKey0001"));

    private Instant now = Instant.parse("2026-11-24T13:00:00Z");
    private KlingEmulator emulator;

    @BeforeEach
    void start() {
        emulator = KlingEmulator.builder()
                .clock(() -> now)
                .apiKey("kling-key")
                .accessKey("AKtestAccessKey0001", "SKtestSecretKey0001")
                .start();
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void a_static_key_asks_for_many_tasks_in_one_request() {
        Kling kling = kling(KEY);
        List<Lookup> lookups = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            lookups.add(new Lookup.ById(SUBJECT, PATH, created(kling, "A boat", "job-" + i)));
        }
        now = now.plus(Duration.ofHours(1));

        Map<Lookup, Finding> findings = kling.find(lookups, TIMEOUT);

        assertThat(findings).hasSize(5);
        assertThat(findings.values())
                .allSatisfy(finding -> assertThat(finding).isInstanceOfSatisfying(Finding.Found.class, found -> {
                    assertThat(found.task().status()).isEqualTo(KlingTask.Status.SUCCEEDED);
                    assertThat(found.task().outputs()).hasSize(1);
                }));
        assertThat(emulator.requests("GET /tasks")).isEqualTo(1);
    }

    @Test
    void of_which_video_a_task_was_made_is_asked_where_it_was_made_once_it_has_succeeded() {
        Kling kling = kling(KEY);
        String path = "/v1/audio/video-to-audio";
        Kling.Create dubbing = new Kling.Create(
                SUBJECT,
                path,
                "{\"video_url\":\"https://a.example/1.mp4\"}",
                Kling.Expected.TASK,
                Optional.of("job-1"),
                Optional.empty());
        Creation.Created made = (Creation.Created) kling.create(dubbing, TIMEOUT);
        Lookup dubbed = new Lookup.ById(SUBJECT, path, made.task().id());
        Lookup plain = new Lookup.ById(SUBJECT, PATH, created(kling, "A boat", "job-2"));
        kling.find(List.of(dubbed, plain), TIMEOUT);
        long early = emulator.requests("GET " + path);
        now = now.plus(Duration.ofHours(1));

        Map<Lookup, Finding> findings = kling.find(List.of(dubbed, plain), TIMEOUT);

        assertThat(findings.get(dubbed))
                .isInstanceOfSatisfying(
                        Finding.Found.class,
                        found -> assertThat(found.task().told().orElseThrow()).contains("parent_video"));
        assertThat(findings.get(plain)).isInstanceOf(Finding.Found.class);
        assertThat(early).isZero();
        assertThat(emulator.requests("GET " + path)).isEqualTo(1);
        assertThat(emulator.requests("GET " + PATH)).isZero();
        assertThat(emulator.requests("GET /tasks")).isEqualTo(2);
    }

    @Test
    void what_a_task_took_is_what_the_path_says_that_names_the_currency() {
        KlingTask beside = task("{\"id\":\"1\",\"status\":\"succeeded\",\"billing\":"
                + "[{\"charge_type\":\"cash\",\"amount\":\"0.07\",\"currency\":\"USD\"}]}");
        KlingTask silent = task("{\"id\":\"1\",\"status\":\"succeeded\",\"billing\":[]}");
        KlingTask own = task("{\"task_id\":\"1\",\"task_status\":\"succeed\","
                + "\"final_balance_deduction\":{\"quota\":\"0.07\",\"list_price\":\"0.07\"}}");

        assertThat(own.taking(beside.deduction()).deduction()).isEqualTo(beside.deduction());
        assertThat(own.taking(silent.deduction())).isEqualTo(own);
    }

    @Test
    void a_path_that_is_down_keeps_nobody_waiting_for_what_a_task_was_made_of() throws IOException {
        HttpServer half = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        half.createContext("/", exchange -> {
            boolean isBatch = exchange.getRequestURI().getPath().equals("/tasks");
            byte[] answer = (isBatch
                            ? "{\"code\":0,\"data\":[{\"id\":\"1\",\"status\":\"succeeded\"}]}"
                            : "{\"code\":5001,\"message\":\"down\"}")
                    .getBytes(UTF_8);
            exchange.sendResponseHeaders(isBatch ? 200 : 503, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        half.start();
        try {
            URI url = URI.create("http://127.0.0.1:" + half.getAddress().getPort());
            Lookup lookup = new Lookup.ById(SUBJECT, "/v1/videos/lip-sync", "1");

            Map<Lookup, Finding> findings =
                    new HttpKling(url, () -> KEY, InstantSource.system(), "test").find(List.of(lookup), TIMEOUT);

            assertThat(findings.get(lookup))
                    .isInstanceOfSatisfying(
                            Finding.Found.class,
                            found -> assertThat(found.task().status()).isEqualTo(KlingTask.Status.SUCCEEDED));
        } finally {
            half.stop(0);
        }
    }

    private static KlingTask task(String json) {
        return TaskReader.task(KlingAnswer.json(json), Optional.empty()).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"/v1/videos/lip-sync, 1, true", "/v1/images/omni-image, 1, false", "/v1/images/omni-image, 2, true"})
    void nobody_is_asked_again_about_what_the_newer_path_tells_in_full(String path, int files, boolean asked) {
        String images = String.join(
                ",", Collections.nCopies(files, "{\"type\":\"image\",\"url\":\"https://a.example/1.png\"}"));
        KlingTask task = task("{\"id\":\"1\",\"status\":\"succeeded\",\"outputs\":[" + images + "]}");

        assertThat(OwnPath.tellsMore(path, task)).isEqualTo(asked);
        assertThat(OwnPath.tellsMore(PATH, task)).isFalse();
    }

    @Test
    void a_key_pair_creates_and_asks_with_a_signed_token() {
        Kling kling = kling(PAIR);
        Lookup lookup = new Lookup.ById(SUBJECT, PATH, created(kling, "A boat", "job-1"));

        assertThat(kling.find(List.of(lookup), TIMEOUT).get(lookup)).isInstanceOf(Finding.Found.class);
        assertThat(emulator.requests("GET /tasks")).isZero();
    }

    @Test
    void a_token_that_kling_finds_expired_is_signed_anew_once() {
        Instant signedAt = now;
        Instant[] ours = {signedAt};
        Kling kling = new HttpKling(emulator.url(), () -> PAIR, () -> ours[0], "test");
        created(kling, "A boat", "job-1");
        // Our clock stands still while Kling's goes on, so the kept token has run out there.
        now = signedAt.plus(Duration.ofMinutes(31));
        long before = emulator.requests("POST " + PATH);

        Creation creation = kling.create(create("Another boat", "job-2"), TIMEOUT);

        assertThat(creation).isInstanceOf(Creation.AccountRefused.class);
        assertThat(emulator.requests("POST " + PATH) - before).isEqualTo(2);
    }

    @Test
    void a_task_is_found_by_the_external_id_it_was_created_with() {
        Kling kling = kling(KEY);
        String taskId = created(kling, "A boat", "job_38gdwkn9h4etz");
        Lookup known = new Lookup.ByExternalId(SUBJECT, PATH, "job_38gdwkn9h4etz");
        Lookup unknown = new Lookup.ByExternalId(SUBJECT, PATH, "job_38gdwkn9h4eta");

        Map<Lookup, Finding> findings = kling.find(List.of(known, unknown), TIMEOUT);

        assertThat(findings.get(known))
                .isInstanceOfSatisfying(
                        Finding.Found.class,
                        found -> assertThat(found.task().id()).isEqualTo(taskId));
        assertThat(findings.get(unknown)).isInstanceOf(Finding.NotFound.class);
    }

    @ParameterizedTest
    @CsvSource({
        "[[sim:code=1303]], Busy",
        "[[sim:code=1302]], Busy",
        "[[sim:code=1102]], AccountRefused",
        "[[sim:code=1301]], Refused",
        "[[sim:code=1103]], Refused",
        "[[sim:http=500]], Unknown",
        "[[sim:http=503]], Unknown",
        "[[sim:http=504-after-create]], Unknown",
        "[[sim:reset-after-create]], Unknown",
        "[[sim:html]], Unknown",
    })
    void what_becomes_of_a_create_is_told_apart(String hook, String outcome) {
        Creation creation = kling(KEY).create(create("A boat " + hook, "job-1"), TIMEOUT);

        assertThat(creation.getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void an_external_id_that_was_used_is_refused_and_nothing_is_bought() {
        Kling kling = kling(KEY);
        created(kling, "A boat", "job-1");

        Creation second = kling.create(create("A boat", "job-1"), TIMEOUT);

        assertThat(second)
                .isInstanceOfSatisfying(
                        Creation.Refused.class,
                        refused -> assertThat(refused.error().code()).contains(1201));
        assertThat(emulator.tasks()).hasSize(1);
    }

    @Test
    void no_answer_in_time_leaves_the_outcome_unknown() {
        Creation creation = kling(KEY).create(create("A boat [[sim:slow=3s]]", "job-1"), Duration.ofMillis(300));

        assertThat(creation)
                .isInstanceOfSatisfying(
                        Creation.Unknown.class,
                        unknown -> assertThat(unknown.error().message()).contains("in time"));
    }

    @Test
    void a_body_that_stalls_is_not_waited_for() throws IOException {
        HttpServer stalling = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        CountDownLatch enough = new CountDownLatch(1);
        stalling.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        stalling.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            awaitQuietly(enough);
        });
        stalling.start();
        try {
            URI url = URI.create("http://127.0.0.1:" + stalling.getAddress().getPort());

            Creation creation = new HttpKling(url, () -> KEY, InstantSource.system(), "test")
                    .create(create("A boat", "job-1"), Duration.ofMillis(300));

            assertThat(creation).isInstanceOf(Creation.Unknown.class);
        } finally {
            enough.countDown();
            stalling.stop(0);
        }
    }

    @Test
    void a_token_that_a_refusal_quotes_is_not_passed_on() throws IOException {
        HttpServer quoting = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        quoting.createContext("/", exchange -> {
            String token = exchange.getRequestHeaders().getFirst("Authorization");
            byte[] answer = ("{\"code\":1000,\"message\":\"no such key: " + token + "\"}").getBytes(UTF_8);
            exchange.sendResponseHeaders(401, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        quoting.start();
        try {
            URI url = URI.create("http://127.0.0.1:" + quoting.getAddress().getPort());

            Creation creation = new HttpKling(url, () -> KEY, InstantSource.system(), "test")
                    .create(create("A boat", "job-1"), TIMEOUT);

            assertThat(creation)
                    .isInstanceOfSatisfying(
                            Creation.AccountRefused.class,
                            refused ->
                                    assertThat(refused.error().message()).isEqualTo("no such key: Bearer <redacted>"));
        } finally {
            quoting.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "key\nwith a line break", "schlüssel"})
    void a_credential_that_cannot_be_part_of_a_header_is_none(String text) {
        assertThat(KlingCredential.of(text, "", "")).isEmpty();
        assertThat(KlingCredential.of("", "access", text)).isEmpty();
    }

    @Test
    void a_line_break_after_a_key_does_no_harm() {
        assertThat(KlingCredential.of("kling-key\n", "", "")).contains(KEY);
    }

    @Test
    void without_a_credential_nothing_is_asked_and_nothing_is_thrown() {
        Kling kling = new HttpKling(
                emulator.url(),
                () -> {
                    throw new IllegalStateException("no secret");
                },
                () -> now,
                "test");
        Lookup lookup = new Lookup.ById(SUBJECT, PATH, "1");

        assertThat(kling.isReady()).isFalse();
        assertThat(kling.create(create("A boat", "job-1"), TIMEOUT)).isInstanceOf(Creation.Unknown.class);
        assertThat(kling.find(List.of(lookup), TIMEOUT).get(lookup)).isInstanceOf(Finding.Unavailable.class);
        assertThat(emulator.tasks()).isEmpty();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void nobody_at_the_other_end_leaves_the_outcome_unknown() {
        URI nobody = emulator.url();
        emulator.close();

        Creation creation = new HttpKling(nobody, () -> KEY, InstantSource.system(), "test")
                .create(create("A boat", "job-1"), TIMEOUT);

        assertThat(creation).isInstanceOf(Creation.Unknown.class);
    }

    @Test
    void the_size_of_a_file_is_asked_for_without_reading_it() {
        Kling kling = kling(KEY);
        Lookup lookup = new Lookup.ById(SUBJECT, PATH, created(kling, "A boat", "job-1"));
        now = now.plus(Duration.ofHours(1));
        Finding finding = kling.find(List.of(lookup), TIMEOUT).get(lookup);
        assertThat(finding).isInstanceOf(Finding.Found.class);
        String url = ((Finding.Found) Objects.requireNonNull(finding))
                .task()
                .outputs()
                .getFirst()
                .url();

        assertThat(kling.fileSize(URI.create(url), TIMEOUT).orElse(0)).isGreaterThan(1_000);
        assertThat(kling.fileSize(URI.create(url + "x"), TIMEOUT)).isEmpty();
    }

    private Kling kling(KlingCredential credential) {
        return new HttpKling(emulator.url(), () -> credential, () -> now, "test");
    }

    private static String created(Kling kling, String prompt, String externalId) {
        Creation creation = kling.create(create(prompt, externalId), TIMEOUT);
        assertThat(creation).isInstanceOf(Creation.Created.class);
        return ((Creation.Created) creation).task().id();
    }

    private static Kling.Create create(String prompt, String externalId) {
        String body =
                "{\"model_name\":\"kling-v2-6\",\"mode\":\"std\",\"duration\":\"5\",\"prompt\":\"" + prompt + "\"}";
        return new Kling.Create(SUBJECT, PATH, body, Kling.Expected.TASK, Optional.of(externalId), Optional.empty());
    }
}
