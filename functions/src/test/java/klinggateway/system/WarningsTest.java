package klinggateway.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import klinggateway.account.Pack;
import klinggateway.account.ResourcePacks.Reading;
import klinggateway.http.JobError;
import klinggateway.job.DeadLetterQueue;
import klinggateway.job.ErrorClass;
import klinggateway.job.Failure;
import klinggateway.job.Pool;
import klinggateway.job.QueueDepths.Depths;
import klinggateway.kling.KlingError;
import klinggateway.system.SystemStatusAnswer.Compaction;
import klinggateway.system.SystemStatusAnswer.Count;
import klinggateway.system.SystemStatusAnswer.Paused;
import klinggateway.system.SystemStatusAnswer.PoolStatus;
import klinggateway.system.SystemStatusAnswer.Warning;
import klinggateway.system.SystemStatusAnswer.Warning.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WarningsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T13:00:00Z");
    private static final Count NONE = new Count(0, false);
    private static final PoolStatus IDLE = new PoolStatus(0, 5, Optional.empty(), NONE, NONE, NONE, Optional.empty());
    private static final PoolStatus BUSY =
            new PoolStatus(1, 5, Optional.empty(), NONE, new Count(1, false), NONE, Optional.of(NOW.minusSeconds(60)));

    @Test
    void a_refused_account_is_told_with_the_reason_and_a_full_kling_is_not() {
        Failure unpaid = new Failure(ErrorClass.PAYMENT, "Buy a pack.", Optional.empty(), false);

        assertThat(ofVideo(paused(Optional.of(JobError.of(unpaid)))))
                .singleElement()
                .satisfies(warning -> {
                    assertThat(warning.code()).isEqualTo(Code.ACCOUNT_REFUSED);
                    assertThat(warning.message()).contains("video", "Buy a pack.");
                });
        assertThat(ofVideo(paused(Optional.empty()))).isEmpty();
    }

    private static PoolStatus paused(Optional<JobError> refusal) {
        return new PoolStatus(
                0, 5, Optional.of(new Paused(NOW.plusSeconds(5), refusal)), NONE, NONE, NONE, Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({"3600, false", "3601, true"})
    void a_job_is_old_after_an_hour(long seconds, boolean warns) {
        PoolStatus status =
                new PoolStatus(1, 5, Optional.empty(), NONE, NONE, NONE, Optional.of(NOW.minusSeconds(seconds)));

        assertThat(codes(ofVideo(status))).isEqualTo(warns ? List.of(Code.JOB_IS_OLD) : List.of());
    }

    @Test
    void dead_letters_are_told_queue_by_queue() {
        Map<DeadLetterQueue, Long> none = Map.of(DeadLetterQueue.POLL, 0L);
        Map<DeadLetterQueue, Long> some = Map.of(DeadLetterQueue.DELIVER, 2L, DeadLetterQueue.SCHEDULE, 1L);

        List<Warning> warnings = Warnings.ofQueue(new Depths(1_000, 1_000, 1_000, some));

        assertThat(codes(warnings)).containsExactly(Code.DEAD_LETTERS, Code.DEAD_LETTERS);
        assertThat(warnings.getFirst().message())
                .startsWith("2 messages of the function deliver failed five times and are in its dead letter queue. ")
                .contains("purge DeliverDeadLetterQueue");
        assertThat(warnings.getLast().message()).startsWith("1 scheduled run failed three times in a row");
        assertThat(Warnings.ofQueue(new Depths(1_000, 1_000, 1_000, none))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"300, false", "301, true"})
    void compaction_lags_after_five_minutes(long lag, boolean warns) {
        List<Warning> warnings = Warnings.ofCompaction(new Compaction(Optional.of(NOW), Optional.of(lag)));

        assertThat(codes(warnings)).isEqualTo(warns ? List.of(Code.COMPACTION_LAGS) : List.of());
        assertThat(Warnings.ofCompaction(new Compaction(Optional.empty(), Optional.empty())))
                .isEmpty();
    }

    @Test
    void packs_that_kling_does_not_tell_of_are_unknown_and_not_missing() {
        KlingError error = new KlingError(503, Optional.of(5001), "Service unavailable", Optional.empty());

        assertThat(Warnings.ofAccount(new Reading.Unknown(NOW, error), pools(BUSY), NOW))
                .singleElement()
                .satisfies(warning -> {
                    assertThat(warning.code()).isEqualTo(Code.PACKS_UNKNOWN);
                    assertThat(warning.message()).contains("Service unavailable", error.advice());
                });
    }

    @ParameterizedTest
    @CsvSource({
        "10, 30, online, ''",
        "9.99, 30, online, PACK_NEARLY_EMPTY",
        "0, 30, runOut, ''",
        "100, 7, online, ''",
        "100, 6, online, PACK_ENDS_SOON",
        "0.00, 6, online, PACK_NEARLY_EMPTY",
        "100, 6, toBeOnline, ''",
        "5, 6, online, PACK_NEARLY_EMPTY PACK_ENDS_SOON",
    })
    void a_pack_is_looked_at_while_it_is_online(BigDecimal remaining, int days, String status, String codes) {
        Pack pack = pack("Trial-Video-100Units-5Con-1Months", remaining, days, status);

        assertThat(ofPacks(pools(IDLE), pack))
                .extracting(warning -> warning.code().name())
                .containsExactly(codes.isEmpty() ? new String[0] : codes.split(" ", -1));
    }

    @Test
    void a_pack_without_numbers_is_passed_over() {
        Pack pack = new Pack(
                "1",
                "Video",
                "constant_period",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(NOW),
                "online");

        assertThat(ofPacks(pools(BUSY), pack)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Trial-Video-100Units-5Con-1Months", "Contract 2026"})
    void a_pool_with_jobs_and_a_pack_that_may_be_for_it_is_served(String name) {
        assertThat(ofPacks(pools(BUSY), pack(name, BigDecimal.valueOf(100), 30, "online")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Trial-Image-1000Units-9Con-1Months, online",
        "Trial-TryOn-100Units-5Con-1Months, online",
        "Virtual Try-On for video, online",
        "Trial-Video-100Units-5Con-1Months, runOut",
        "Trial-Video-100Units-5Con-1Months, expired",
        "Trial-Video-100Units-5Con-1Months, toBeOnline",
    })
    void a_pool_with_jobs_and_no_pack_that_is_online_for_it_is_told(String name, String status) {
        Pack pack = pack(name, BigDecimal.valueOf(100), 30, status);

        assertThat(ofPacks(pools(BUSY), pack)).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo(Code.NO_PACK_ONLINE);
            assertThat(warning.message()).contains("video");
        });
        assertThat(ofPacks(pools(IDLE), pack)).isEmpty();
    }

    @Test
    void a_pool_is_in_use_by_what_waits_too() {
        PoolStatus waiting = new PoolStatus(0, 5, Optional.empty(), new Count(1, false), NONE, NONE, Optional.empty());

        assertThat(codes(ofPacks(pools(waiting)))).containsExactly(Code.NO_PACK_ONLINE);
    }

    @Test
    void every_code_is_described() throws IOException {
        try (InputStream text = Warnings.class.getResourceAsStream("/klinggateway/dashboard/openapi.json")) {
            JsonNode code =
                    JsonMapper.builder().build().readTree(text).at("/components/schemas/Warning/properties/code");

            assertThat(code.path("enum")).extracting(JsonNode::asText).containsExactlyElementsOf(Code.words());
            assertThat(Code.words())
                    .allSatisfy(word ->
                            assertThat(code.path("description").asText()).contains(word + ": "));
        }
    }

    private static Pack pack(String name, BigDecimal remaining, int days, String status) {
        return new Pack(
                "1",
                name,
                "decreasing_total",
                Optional.of(BigDecimal.valueOf(100)),
                Optional.of(remaining),
                Optional.of(NOW),
                Optional.of(NOW),
                Optional.of(NOW.plus(Duration.ofDays(days))),
                status);
    }

    private static List<Warning> ofVideo(PoolStatus video) {
        return Warnings.ofPools(pools(video), NOW);
    }

    private static List<Warning> ofPacks(Map<Pool, PoolStatus> pools, Pack... packs) {
        return Warnings.ofAccount(new Reading.Known(NOW, List.of(packs)), pools, NOW);
    }

    private static Map<Pool, PoolStatus> pools(PoolStatus video) {
        return new EnumMap<>(Map.of(Pool.VIDEO, video, Pool.IMAGE, IDLE, Pool.TRY_ON, IDLE));
    }

    private static List<Code> codes(List<Warning> warnings) {
        return warnings.stream().map(Warning::code).toList();
    }
}
