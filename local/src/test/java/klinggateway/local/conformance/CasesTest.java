package klinggateway.local.conformance;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import klinggateway.local.conformance.Case.Step;
import org.junit.jupiter.api.Test;

/** The cases are complete, and each says where it is from; the document about differences has all of them, and no others. */
class CasesTest {

    private static final Path DOCS = Path.of("..", "docs");

    private final List<Case> cases = new Cases().all();

    @Test
    void each_says_where_it_is_from_and_how_certain_it_is() throws IOException {
        Set<String> headings = Set.copyOf(all("kling.md", "(?m)^#+ (.*)$"));

        assertThat(cases).isNotEmpty().allSatisfy(one -> {
            assertThat(headings).as(one.title()).contains(one.section());
            assertThat(one.mark()).as(one.title()).matches("[DMCRU]");
        });
    }

    @Test
    void each_has_a_name_of_its_own_and_asks_for_something_and_expects_something() {
        assertThat(cases).extracting(Case::title).doesNotHaveDuplicates().noneMatch(title -> title.endsWith(": "));
        assertThat(cases)
                .allSatisfy(one -> assertThat(one.steps()).as(one.title()).isNotEmpty());
        assertThat(cases)
                .flatExtracting(one -> Stream.concat(one.steps().stream(), one.at("facade").stream())
                        .toList())
                .allSatisfy(step -> {
                    assertThat(step.request())
                            .matches(step.json().has("hear") ? "" : "(GET|POST|PUT|PATCH|DELETE) \\S+");
                    assertThat(Stream.of("ok", "refused", "file", "plain").filter(step.json()::has))
                            .as(step.json().toString())
                            .hasSize(1);
                });
    }

    @Test
    void every_path_that_is_documented_is_asked() throws IOException {
        List<String> documented =
                all("kling.md", "`(?:GET |POST )?((?:/v1)?/[a-z][a-z0-9-]*(?:/[a-zA-Z0-9{}-]+)*)`").stream()
                        .filter(path ->
                                path.startsWith("/v1/") || path.startsWith("/account/") || path.endsWith("/{model}"))
                        .distinct()
                        .toList();

        assertThat(documented).hasSizeGreaterThan(30).allSatisfy(path -> {
            Pattern asked = Pattern.compile("(GET|POST) " + path.replace("{model}", "[a-z0-9.-]+") + "([?/].*)?");
            assertThat(cases)
                    .flatExtracting(Case::steps)
                    .extracting(Step::request)
                    .anyMatch(asked.asMatchPredicate());
        });
    }

    @Test
    void every_difference_of_the_facade_is_documented_with_its_reason() throws IOException {
        Set<String> topics = cases.stream().map(Case::topic).collect(toSet());
        List<String> rows = all("kling-compatibility.md", "(?m)^\\| (.* \\| .* \\| .*) \\|$").stream()
                .filter(row -> topics.contains(row.split(" ", 2)[0]))
                .toList();

        assertThat(rows).containsExactlyElementsOf(differences());
    }

    private List<String> differences() {
        return cases.stream()
                .filter(one -> one.differences().containsKey("facade"))
                .map(one -> String.join(
                        " | ",
                        one.topic(),
                        one.name(),
                        one.difference("facade").orElseThrow().why()))
                .toList();
    }

    private static List<String> all(String document, String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(DOCS.resolve(document)))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
