package klinggateway.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobIdTest {

    private static final Instant NOW = Instant.parse("2026-11-24T13:00:00.123Z");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void both_spellings_mean_the_same_id(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 1_000; i++) {
            JobId id = JobId.of(NOW.plusMillis(random.nextLong(1L << 38)), random.nextLong());

            assertThat(JobId.parse(id.text())).contains(id);
            assertThat(JobId.parse(id.decimal())).contains(id);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void texts_sort_as_the_ids_do(long seed) {
        Random random = new Random(seed);
        List<JobId> ids = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            ids.add(JobId.of(NOW.plusMillis(random.nextInt(10_000)), random.nextLong()));
        }

        ids.sort(Comparator.comparing(JobId::text));

        assertThat(ids).isSorted();
    }

    @Test
    void an_id_looks_as_documented() {
        JobId id = JobId.of(NOW, 0);

        assertThat(id.text()).matches("job_[0-9a-z]{13}");
        assertThat(id.decimal()).matches("[0-9]{18,19}");
    }

    @Test
    void an_id_tells_when_it_was_made() {
        assertThat(JobId.of(NOW, -1).createdAt()).isEqualTo(NOW);
    }

    @Test
    void jobs_of_one_millisecond_differ_by_21_random_bits() {
        assertThat(JobId.of(NOW, 0b1_0000_0000_0000_0000_0000L)).isNotEqualTo(JobId.of(NOW, 0));
        assertThat(JobId.of(NOW, 1L << 21)).isEqualTo(JobId.of(NOW, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "job_",
                "job_38gdwkn9h4et",
                "job_38gdwkn9h4etzz",
                "job_88gdwkn9h4etz",
                "job_38gdwkn9h4etu",
                "job_38GDWKN9H4ETZ",
                "JOB_38gdwkn9h4etz",
                "376549814734803644",
                "0765498147348036447",
                "9999999999999999999",
                "-765498147348036447",
                "37654981473480364470",
                "3765498147348036447 ",
                "３７６５４９８１４７３４８０３６４４７",
                "job_38gdwkn9h4etz'; --",
            })
    void what_cannot_be_an_id_is_none(String text) {
        boolean is18Digits = text.matches("[1-9][0-9]{17}");

        assertThat(JobId.parse(text).isPresent()).isEqualTo(is18Digits);
    }
}
