package klinggateway.local.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What judges the servers lets nothing pass. */
class ExpectationTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Variables variables = Variables.ofCase();

    @Test
    void what_is_as_expected_has_no_problem() {
        assertThat(problems(
                        "{'id': '$decimalString', 'at?': '$millis', 'list': [1]}",
                        "{'id': '829836802793406551', 'list': [1]}"))
                .isEmpty();
    }

    @Test
    void a_missing_member_is_a_problem() {
        assertThat(problems("{'id': '$any', 'at': '$any'}", "{'id': 1}")).containsExactly("/at: is missing");
    }

    @Test
    void a_member_that_was_not_expected_is_a_problem() {
        assertThat(problems("{'a': {'id': '$any'}}", "{'a': {'id': 1, 'at': 2}}"))
                .containsExactly("/a/at: is not a member, was 2");
    }

    @Test
    void a_member_that_may_be_missing_may_not_be_wrong() {
        assertThat(problems("{'at?': '$millis'}", "{'at': '5'}")).containsExactly("/at: expected $millis, was \"5\"");
    }

    @Test
    void a_member_that_must_be_absent_is_a_problem() {
        assertThat(problems("{'at': '$absent'}", "{'at': null}")).containsExactly("/at: must be absent, was null");
        assertThat(problems("{'at': '$absent'}", "{}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "5,         '5'",
                "'5',       5",
                "true,      'true'",
                "null,      {}",
                "[],        {}",
                "[1],       \"[1, 2]\"",
                "[1],       [2]",
                "{},        []",
                "5,         5.0",
            })
    void another_type_or_value_is_a_problem(String expected, String actual) {
        assertThat(problems(expected, actual)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "$text,          7,                     ''",
                "$string,        null,                  7",
                "$boolean,       'true',                0",
                "$number,        '7',                   true",
                "$integer,       7.5,                   '7'",
                "$object,        [],                    ''",
                "$decimalString, 829836802793406551,    'a829836802793406551'",
                "$decimal,       1.5,                   '1.50'",
                "$seconds,       5.041,                 '5s'",
                "$millis,        1758441600,            '1758441600123'",
                "$millisString,  1758441600123,         '1758441600'",
                "$uuidish,       7,                     'a b'",
                "$url,           '/files/a.mp4',        'ftp://example.com/a'",
            })
    void a_value_of_another_kind_is_a_problem(String kind, String one, String other) {
        assertThat(problems("'" + kind + "'", one)).hasSize(1);
        assertThat(problems("'" + kind + "'", other)).hasSize(1);
    }

    @Test
    void a_kind_that_does_not_exist_is_an_error_of_the_case() {
        assertThatThrownBy(() -> problems("'$milis'", "1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> problems("{'$shape': 'tsk'}", "{}")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_expression_has_to_fit_as_a_whole() {
        assertThat(problems("'~[ab]+'", "'abba'")).isEmpty();
        assertThat(problems("'~[ab]+'", "'abbaye'")).hasSize(1);
        assertThat(problems("'~[0-9]+'", "7")).hasSize(1);
    }

    @Test
    void what_was_found_is_expected_again_with_its_type() {
        assertThat(problems("{'at': '$millis -> at'}", "{'at': 1758441600123}")).isEmpty();

        assertThat(problems("'${at}'", "1758441600123")).isEmpty();
        assertThat(problems("'${at}'", "'1758441600123'")).hasSize(1);
        assertThat(problems("'at ${at}'", "'at 1758441600123'")).isEmpty();
        assertThat(problems("'~(?!${at}).*'", "'1758441600123'")).hasSize(1);
    }

    @Test
    void a_shape_has_the_members_beside_its_name_in_place_of_its_own() {
        assertThat(problems("{'$shape': 'task'}", "{'id': 'a'}")).isEmpty();
        assertThat(problems("{'$shape': 'task', 'at': 7}", "{'id': 'a'}")).containsExactly("/at: is missing");
        assertThat(problems("{'$shape': 'task', 'id': 'b'}", "{'id': 'a'}")).hasSize(1);
        assertThat(problems("{'$shape': 'task', 'id?': 'b'}", "{}")).isEmpty();
    }

    @Test
    void lists_are_looked_at_item_by_item() {
        assertThat(problems("{'$each': '$integer', '$count': 2}", "[1, 2]")).isEmpty();
        assertThat(problems("{'$each': '$integer', '$count': 2}", "[1]")).hasSize(1);
        assertThat(problems("{'$each': '$integer'}", "[1, '2']")).containsExactly("/1: expected $integer, was \"2\"");
        assertThat(problems("{'$some': 2}", "[1, 2]")).isEmpty();
        assertThat(problems("{'$some': 3}", "[1, 2]")).hasSize(1);
        assertThat(problems("{'$none': 3}", "[1, 2]")).isEmpty();
        assertThat(problems("{'$none': 2}", "[1, 2]")).hasSize(1);
        assertThat(problems("{'$none': 2}", "{}")).hasSize(1);
    }

    @Test
    void of_several_one_has_to_fit() {
        assertThat(problems("{'$either': [1200, 1201]}", "1201")).isEmpty();
        assertThat(problems("{'$either': [1200, 1201]}", "1202")).hasSize(1);
        assertThat(problems("{'$either': [1200, 1201]}", "'1201'")).hasSize(1);
    }

    private List<String> problems(String expected, String actual) {
        return new Expectation(Map.of("task", json("{'id': '$any', 'at?': '$any'}")), variables)
                .problems(json(expected), json(actual));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
