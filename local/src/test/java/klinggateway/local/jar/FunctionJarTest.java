package klinggateway.local.jar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import klinggateway.emulators.template.FunctionResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionJarTest {

    /** A cold start begins with fetching the jar. Just above its size, so that a new library needs a decision. */
    private static final long MOST_BYTES = 17_250_000;

    private final Path jar = Shipped.jar();

    @ParameterizedTest
    @MethodSource("handlers")
    void has_each_handler_of_the_template(String handler) throws Exception {
        // Without the tests' own class path above it.
        try (var loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            Class<?> type = loader.loadClass(handler);

            assertThat(loader.loadClass("com.amazonaws.services.lambda.runtime.RequestHandler"))
                    .isAssignableFrom(type);
            assertThat(type).isPublic();
            assertThat(type.getConstructors())
                    .filteredOn(constructor -> constructor.getParameterCount() == 0)
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "klinggateway/emulators/",
                "klinggateway/local/",
                "com/amazonaws/services/dynamodbv2/local/",
                "software/amazon/dynamodb/",
                "com/almworks/sqlite4java/",
                "org/apache/logging/log4j/",
                "org/eclipse/jetty/",
                "org/elasticmq/",
                "scala/",
                "org/apache/pekko/",
                "org/snakeyaml/",
                "org/yaml/",
                "picocli/",
                "org/junit/",
                "org/assertj/",
                "io/netty/",
                "software/amazon/awssdk/http/nio/netty/"
            })
    void has_nothing_of_a_development_tool(String folder) throws IOException {
        // Anywhere in the path: also below META-INF/versions, and relocated.
        assertThat(names())
                .filteredOn(name -> ("/" + name).contains("/" + folder))
                .isEmpty();
    }

    @Test
    void stays_small() throws IOException {
        assertThat(Files.size(jar)).isLessThanOrEqualTo(MOST_BYTES);
    }

    @Test
    void has_the_licence_and_the_notices() throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            ZipEntry licence = file.getEntry("META-INF/LICENSE");
            ZipEntry notice = file.getEntry("META-INF/NOTICE");

            assertThat(licence).as("META-INF/LICENSE").isNotNull();
            assertThat(notice).as("META-INF/NOTICE").isNotNull();
            assertThat(file.getInputStream(licence)).hasBinaryContent(Files.readAllBytes(Shipped.LICENSE));
        }
    }

    @Test
    void has_what_the_dashboard_draws_charts_with_and_its_licence() throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            String licences = new String(
                    file.getInputStream(file.getEntry("META-INF/LICENSE.txt")).readAllBytes(), StandardCharsets.UTF_8);

            assertThat(licences).contains("Leon Sorokin");
        }
        assertThat(names())
                .filteredOn(name -> name.toLowerCase(Locale.ROOT).contains("uplot"))
                .containsExactlyInAnyOrder(
                        "klinggateway/dashboard/uPlot.iife.min.js", "klinggateway/dashboard/uPlot.min.css");
    }

    @Test
    void has_no_signature_of_a_jar_that_went_into_it() throws IOException {
        assertThat(names())
                .filteredOn(name -> name.matches("META-INF/[^/]+\\.(SF|RSA|DSA|EC)"))
                .isEmpty();
    }

    @Test
    void has_nothing_twice() throws IOException {
        assertThat(names()).doesNotHaveDuplicates();
    }

    static Stream<String> handlers() {
        return Shipped.functions().stream().map(FunctionResource::handlerClass);
    }

    private List<String> names() throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream().map(ZipEntry::getName).toList();
        }
    }
}
