package klinggateway.kling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import klinggateway.emulators.kling.KlingEmulator;
import klinggateway.emulators.kling.Misbehaviour;
import klinggateway.kling.Kling.Create;
import klinggateway.kling.Kling.Creation;
import klinggateway.kling.Kling.Finding;
import klinggateway.kling.Kling.Lookup;
import klinggateway.kling.KlingContacts.Request;
import klinggateway.kling.KlingCredential.ApiKey;
import klinggateway.secret.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObservedKlingTest {

    private static final Kling.Subject SUBJECT = new Kling.Subject("job_1", Optional.empty());
    private static final String PATH = "/v1/videos/text2video";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Lookup UNKNOWN = new Lookup.ById(SUBJECT, PATH, "1");

    private Instant now = Instant.parse("2026-11-24T13:00:00Z");
    private final KlingEmulator emulator =
            KlingEmulator.builder().clock(() -> now).apiKey("kling-key").start();
    private final Told told = new Told();
    private final List<RuntimeException> reported = new ArrayList<>();
    private final Kling kling = observed("kling-key");

    /** Notes what it is told, or fails to. */
    private static final class Told implements KlingContacts {

        private final List<Contact> successes = new ArrayList<>();
        private final List<Failed> failures = new ArrayList<>();
        private boolean isBroken;
        private int tries;

        @Override
        public void succeeded(Contact contact) {
            breakIfBroken();
            successes.add(contact);
        }

        @Override
        public void failed(Failed failed) {
            breakIfBroken();
            failures.add(failed);
        }

        @Override
        public Last last() {
            throw new AssertionError("nobody asks");
        }

        private void breakIfBroken() {
            tries++;
            if (isBroken) {
                throw new IllegalStateException("no table");
            }
        }
    }

    private Kling observed(String key) {
        return new ObservedKling(
                new HttpKling(emulator.url(), () -> new ApiKey(new Secret(key)), () -> now, "test"),
                told,
                () -> now,
                reported::add);
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void every_sort_of_request_is_told_with_its_word_and_time() {
        create();
        Instant first = now;
        pass(Duration.ofMinutes(1));
        kling.find(List.of(UNKNOWN), TIMEOUT);
        pass(Duration.ofMinutes(1));
        packs();

        assertThat(told.successes)
                .extracting(KlingContacts.Contact::request)
                .containsExactly(Request.CREATE, Request.FIND, Request.ASK);
        assertThat(told.successes.getFirst().at()).isEqualTo(first);
        assertThat(told.failures).isEmpty();
    }

    @Test
    void that_kling_knows_nothing_of_a_task_is_an_answer() {
        assertThat(kling.find(List.of(UNKNOWN), TIMEOUT)).containsValue(new Finding.NotFound());

        assertThat(told.successes).hasSize(1);
        assertThat(told.failures).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1103, 1200, 1201, 1203, 1300, 1301})
    void a_refusal_of_one_order_is_no_failure_of_kling(int code) {
        emulator.misbehave(Misbehaviour.next("code=" + code));

        assertThat(create()).isInstanceOf(Creation.Refused.class);

        assertThat(told.successes).hasSize(1);
        assertThat(told.failures).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1000, 401", "1101, 429", "1102, 429", "1302, 429", "1303, 429", "1304, 429", "5000, 500", "5001, 503"})
    void what_the_next_order_would_be_refused_for_is_a_failure(int code, int httpStatus) {
        emulator.misbehave(Misbehaviour.next("code=" + code));

        create();

        assertThat(told.successes).isEmpty();
        assertThat(told.failures).singleElement().satisfies(failed -> {
            assertThat(failed.contact().request()).isEqualTo(Request.CREATE);
            assertThat(failed.error().code()).contains(code);
            assertThat(failed.error().httpStatus()).isEqualTo(httpStatus);
        });
    }

    @Test
    void that_nobody_answers_is_a_failure_of_every_sort_of_request() {
        emulator.close();

        create();
        pass(Duration.ofMinutes(1));
        kling.find(List.of(UNKNOWN), TIMEOUT);
        pass(Duration.ofMinutes(1));
        packs();

        assertThat(told.failures)
                .extracting(failed -> failed.contact().request())
                .containsExactly(Request.CREATE, Request.FIND, Request.ASK);
        assertThat(told.failures).allSatisfy(failed -> {
            assertThat(failed.error().isAnswer()).isFalse();
            assertThat(failed.error().message()).contains("no connection");
        });
    }

    @Test
    void a_refused_credential_is_not_told() {
        observed("a-wrong-key-nobody-must-see").ask("GET", "/account/costs", Optional.empty(), TIMEOUT);

        assertThat(told.failures)
                .singleElement()
                .satisfies(failed -> assertThat(failed.toString()).doesNotContain("a-wrong-key"));
    }

    @Test
    void successes_are_told_every_15_seconds_and_failures_every_5() {
        for (int second = 0; second < 30; second++) {
            kling.find(List.of(UNKNOWN), TIMEOUT);
            emulator.misbehave(Misbehaviour.next("code=5001"));
            kling.find(List.of(UNKNOWN), TIMEOUT);
            pass(Duration.ofSeconds(1));
        }

        assertThat(told.successes).hasSize(2);
        assertThat(told.failures).hasSize(6);
    }

    @Test
    void an_answer_comes_though_it_cannot_be_told_and_that_is_reported_once() {
        told.isBroken = true;

        Creation creation = create();
        pass(Duration.ofMinutes(1));
        create();

        assertThat(creation).isInstanceOf(Creation.Created.class);
        assertThat(told.tries).isEqualTo(2);
        assertThat(reported).singleElement().satisfies(e -> assertThat(e).hasMessage("no table"));
    }

    @Test
    void what_needs_no_request_is_passed_on() {
        assertThat(kling.host()).isEqualTo("127.0.0.1");
        assertThat(kling.isReady()).isTrue();
        assertThat(kling.reachesNewerPaths()).isTrue();
        assertThat(kling.find(List.of(), TIMEOUT)).isEmpty();
        assertThat(kling.fileSize(emulator.url().resolve("/nowhere"), TIMEOUT)).isEmpty();
        assertThat(told.tries).isZero();
    }

    private Creation create() {
        String body = "{\"model_name\":\"kling-v2-6\",\"mode\":\"std\",\"duration\":\"5\",\"prompt\":\"A boat\"}";
        return kling.create(
                new Create(SUBJECT, PATH, body, Kling.Expected.TASK, Optional.empty(), Optional.empty()), TIMEOUT);
    }

    private void packs() {
        kling.ask("GET", "/account/costs?start_time=0&end_time=1", Optional.empty(), TIMEOUT);
    }

    private void pass(Duration length) {
        now = now.plus(length);
    }
}
