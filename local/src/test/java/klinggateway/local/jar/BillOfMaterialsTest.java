package klinggateway.local.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The list of libraries in what is deployed ({@code functions/target/bom.json}, CycloneDX), and the terms they come under. */
class BillOfMaterialsTest {

    /** Licences that ask for no more than to be passed on with what they cover, which {@code META-INF} does. */
    private static final Set<String> ACCEPTED = Set.of("Apache-2.0", "MIT", "MIT-0");

    private final List<JsonNode> libraries = libraries();

    @Test
    void names_what_the_functions_are_made_of() {
        assertThat(libraries)
                .extracting(library -> library.path("name").asText())
                .contains(
                        "dynamodb", "sqs", "secretsmanager", "apache5-client", "jackson-databind", "jjwt-impl", "uplot")
                .doesNotHaveDuplicates();
    }

    @Test
    void names_nothing_that_tests_and_builds_use() {
        assertThat(libraries)
                .extracting(library -> library.path("group").asText())
                .noneMatch(group -> group.startsWith("org.junit")
                        || group.startsWith("org.testcontainers")
                        || group.equals("software.amazon.dynamodb")
                        || group.equals("klinggateway"));
    }

    @Test
    void tells_each_librarys_version_and_checksum() {
        assertThat(libraries).allSatisfy(library -> {
            assertThat(library.path("purl").asText()).startsWith("pkg:maven/").contains("@");
            assertThat(library.path("hashes"))
                    .as(library.path("name").asText())
                    .anyMatch(hash -> hash.path("alg").asText().equals("SHA-256"));
        });
    }

    @Test
    void has_no_library_under_another_licence_than_those_accepted() {
        assertThat(libraries)
                .allSatisfy(library -> assertThat(library.path("licenses"))
                        .as(library.path("purl").asText())
                        .isNotEmpty()
                        .allMatch(licence ->
                                ACCEPTED.contains(licence.at("/license/id").asText())));
    }

    private static List<JsonNode> libraries() {
        assumeTrue(
                System.getProperty("cyclonedx.skip", "true").equals("false"),
                "the list takes seconds to make; -Dcyclonedx.skip=false has it made and tested");
        try {
            JsonNode bill = JsonMapper.builder()
                    .build()
                    .readTree(Path.of(System.getProperty("billOfMaterials", "../functions/target/bom.json"))
                            .toFile());
            return bill.path("components").valueStream().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
