package klinggateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import klinggateway.webhook.Courier.Reply;
import klinggateway.webhook.Retries.Next;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetriesTest {

    private static final Instant NOW = Instant.parse("2026-11-24T13:00:00Z");

    /** Draws nothing on top of a pause. */
    private static final RandomGenerator NEVER_LATE = () -> 0;

    @Test
    void the_pauses_grow_from_seconds_to_hours_and_then_it_is_over() {
        List<Duration> pauses = new ArrayList<>();
        while (after(pauses.size(), new Reply.Unanswered("no answer in time"), NEVER_LATE)
                instanceof Next.Again(var at)) {
            pauses.add(Duration.between(NOW, at));
        }

        assertThat(pauses)
                .containsExactly(
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(30),
                        Duration.ofHours(2),
                        Duration.ofHours(5),
                        Duration.ofHours(10),
                        Duration.ofHours(10));
        assertThat(after(7, new Reply.Unanswered("no answer in time"), NEVER_LATE))
                .isEqualTo(new Next.GivenUp());
    }

    @Test
    void what_failed_together_does_not_come_back_together() {
        RandomGenerator random = new Random(1);

        List<Instant> due = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            if (after(1, new Reply.Answered(500, Optional.empty()), random) instanceof Next.Again(var at)) {
                due.add(at);
            }
        }

        assertThat(due)
                .hasSize(100)
                .allSatisfy(
                        moment -> assertThat(moment).isBetween(NOW.plus(Duration.ofMinutes(5)), NOW.plusSeconds(330)));
        assertThat(due.stream().distinct().count()).isGreaterThan(90);
    }

    @ParameterizedTest
    @CsvSource({"1, 5", "5, 5", "60, 60", "3600, 3600", "21600, 21600", "86400, 21600", "999999999, 21600"})
    void a_receiver_may_ask_for_a_longer_pause_within_reason(long wishedSeconds, long seconds) {
        Next next = after(0, new Reply.Answered(503, Optional.of(Duration.ofSeconds(wishedSeconds))), NEVER_LATE);

        assertThat(next).isEqualTo(new Next.Again(NOW.plusSeconds(seconds)));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void success_is_any_2xx(int status) {
        assertThat(after(0, new Reply.Answered(status, Optional.empty()), NEVER_LATE))
                .isEqualTo(new Next.Delivered());
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 199, 300, 301, 302, 307, 308, 400, 401, 404, 409, 429, 500, 503, 600})
    void all_else_may_be_different_next_time(int status) {
        assertThat(after(0, new Reply.Answered(status, Optional.empty()), NEVER_LATE))
                .isInstanceOf(Next.Again.class);
    }

    @Test
    void but_who_is_gone_wants_no_more() {
        Next next = after(0, new Reply.Answered(410, Optional.of(Duration.ofSeconds(1))), NEVER_LATE);

        assertThat(next).isEqualTo(new Next.Unwanted());
    }

    private static Next after(int before, Reply reply, RandomGenerator random) {
        return Retries.after(before, reply, NOW, random);
    }
}
