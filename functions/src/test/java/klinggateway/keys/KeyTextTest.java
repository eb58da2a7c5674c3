package klinggateway.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTextTest {

    @Test
    void a_new_key_is_read_as_it_was_shown() {
        KeyText key = KeyText.create(new Random(1));

        assertThat(key.reveal()).matches("kg_[0-9a-z]{12}_[0-9a-z]{52}");
        assertThat(KeyText.parse(key.reveal())).contains(key);
    }

    @Test
    void a_key_does_not_print_its_secret() {
        KeyText key = KeyText.create(new Random(1));

        assertThat(key.toString()).doesNotContain(key.secret().reveal()).contains("<redacted>");
        assertThat(key.digest()).hasSize(64).doesNotContain(key.secret().reveal());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "kg_",
                "kg_abc_def",
                "sk-123",
                "kg_abcdefgh",
                "kg_abcdefgh_short",
                "kg__aaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void what_is_no_key_is_none(String text) {
        assertThat(KeyText.parse(text)).isEmpty();
    }

    @Test
    void a_key_in_the_wrong_place_is_recognised() {
        assertThat(KeyText.looksLikeOne(KeyText.create(new Random(1)).reveal())).isTrue();
        assertThat(KeyText.looksLikeOne("c3jeerxtkn4q")).isFalse();
    }
}
