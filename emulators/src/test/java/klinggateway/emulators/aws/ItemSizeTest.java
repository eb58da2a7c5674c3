package klinggateway.emulators.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ItemSizeTest {

    @Test
    void counts_names_and_texts_as_utf_8() {
        assertThat(sizeOf("name", AttributeValue.fromS("text"))).isEqualTo(4 + 4);
        assertThat(sizeOf("größe", AttributeValue.fromS("日本"))).isEqualTo(7 + 6);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "7, 2",
        "42, 2",
        "123, 3",
        "1234, 3",
        "1500000, 2",
        "0.0035, 2",
        "-7, 3",
        "1764000000000, 3",
        "1764000000001, 8"
    })
    void counts_a_number_by_its_significant_digits(String number, long bytes) {
        assertThat(sizeOf("n", AttributeValue.fromN(number))).isEqualTo(1 + bytes);
    }

    @Test
    void counts_binaries_by_their_own_length() {
        AttributeValue bytes = AttributeValue.fromB(SdkBytes.fromByteArray(new byte[300]));

        assertThat(sizeOf("b", bytes)).isEqualTo(1 + 300);
    }

    @Test
    void counts_sets_by_their_elements_and_flags_as_one_byte() {
        assertThat(sizeOf("s", AttributeValue.fromSs(List.of("ab", "cde")))).isEqualTo(1 + 5);
        assertThat(sizeOf("n", AttributeValue.fromNs(List.of("1", "100001")))).isEqualTo(1 + 2 + 4);
        assertThat(sizeOf("b", AttributeValue.fromBool(true))).isEqualTo(1 + 1);
        assertThat(sizeOf("n", AttributeValue.fromNul(true))).isEqualTo(1 + 1);
    }

    @Test
    void counts_three_bytes_for_a_list_or_map_and_one_for_each_of_its_elements() {
        AttributeValue list = AttributeValue.fromL(List.of(AttributeValue.fromS("ab"), AttributeValue.fromN("7")));
        AttributeValue map = AttributeValue.fromM(Map.of("key", list));

        assertThat(sizeOf("l", AttributeValue.fromL(List.of()))).isEqualTo(1 + 3);
        assertThat(sizeOf("l", list)).isEqualTo(1 + 3 + (1 + 2) + (1 + 2));
        assertThat(sizeOf("m", map)).isEqualTo(1 + 3 + 1 + 3 + 9);
    }

    private static long sizeOf(String name, AttributeValue value) {
        return ItemSize.of(Map.of(name, value));
    }
}
