package klinggateway.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DashboardHandlerTest {

    /** What is loaded before a key can be typed in, compressed. */
    private static final int MOST_BYTES_OF_FIRST_LOAD = 150_000;

    private static final Path FILES = Path.of("target", "classes", "klinggateway", "dashboard");
    private static final Pattern LOADED = Pattern.compile("(?:src|href)=\"/([^\"]*)\"");
    private static final Pattern IMPORTED = Pattern.compile("^import [^;]*\"([^\"]+)\";$", Pattern.MULTILINE);
    private static final Map<String, String> GZIP = Map.of("accept-encoding", "gzip, deflate, br, zstd");

    private final TestGateway gateway = new TestGateway();
    private final DashboardHandler handler =
            new DashboardHandler(gateway.catalogue, gateway.routes(), URI.create("https://kling.example:8443/v1"));
    private final String version = textOf(get("/", Map.of())).replaceFirst("(?s).*?/assets/([^/]+)/.*", "$1");

    @AfterEach
    void stop() {
        gateway.close();
    }

    static List<String> assets() {
        try (Stream<Path> files = Files.list(FILES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches(".*\\.(css|js|svg)"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void the_page_needs_no_key_and_everything_it_loads_is_there() {
        APIGatewayV2HTTPResponse page = get("/", Map.of());

        assertThat(page.getStatusCode()).isEqualTo(200);
        assertThat(page.getHeaders())
                .containsEntry("content-type", "text/html; charset=utf-8")
                .containsEntry("cache-control", "no-cache");
        List<String> loaded = LOADED.matcher(textOf(page))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(loaded).isNotEmpty().allSatisfy(path -> assertThat(path).startsWith("assets/" + version + "/"));
        assertThat(assets())
                .containsAll(loaded.stream()
                        .map(path -> path.substring(path.lastIndexOf('/') + 1))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("assets")
    void what_a_module_imports_is_beside_it(String name) {
        Stream<String> imported = name.endsWith(".min.js")
                ? Stream.of()
                : IMPORTED.matcher(textOf(asset(name))).results().map((MatchResult found) -> found.group(1));

        assertThat(name.endsWith(".js") ? imported : Stream.<String>of())
                .allSatisfy(module -> assertThat(module).startsWith("./"))
                .allSatisfy(module -> assertThat(assets()).contains(module.substring(2)));
    }

    @ParameterizedTest
    @MethodSource("assets")
    void an_asset_is_kept_for_good(String name) throws IOException {
        APIGatewayV2HTTPResponse asset = asset(name);

        assertThat(asset.getStatusCode()).isEqualTo(200);
        assertThat(textOf(asset)).isEqualTo(Files.readString(FILES.resolve(name)));
        assertThat(asset.getHeaders())
                .containsEntry("cache-control", "public, max-age=31536000, immutable")
                .containsEntry(
                        "content-type",
                        switch (name.substring(name.lastIndexOf('.'))) {
                            case ".css" -> "text/css; charset=utf-8";
                            case ".js" -> "text/javascript; charset=utf-8";
                            default -> "image/svg+xml";
                        });
    }

    @Test
    void an_asset_of_another_version_is_not_there() {
        for (String other : List.of("0", "{version}", "latest", version + "0", "")) {
            APIGatewayV2HTTPResponse answer = asset(other, "dashboard.css", GZIP);

            assertThat(answer.getStatusCode()).as(other).isEqualTo(404);
            assertThat(answer.getHeaders())
                    .containsEntry("content-type", "application/problem+json")
                    .containsEntry("cache-control", "no-store");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nothing.js",
                "../dashboard/dashboard.css",
                "..",
                ".",
                "./dashboard.css",
                "/dashboard.css",
                "..%2fdashboard%2fdashboard.css",
                "dashboard.css/",
                "dashboard.css\0",
                "DASHBOARD.CSS",
                "../catalogue/catalogue.json",
                "index.html",
                "openapi.json",
                "DashboardHandler.class",
                "css",
                ""
            })
    void no_other_file_can_be_had(String name) {
        assertThat(asset(name).getStatusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @MethodSource("assets")
    void an_asset_is_compressed_for_whoever_takes_that(String name) {
        APIGatewayV2HTTPResponse plain = asset(name);
        APIGatewayV2HTTPResponse packed = asset(version, name, GZIP);

        assertThat(plain.getIsBase64Encoded()).isFalse();
        assertThat(plain.getHeaders()).containsEntry("vary", "accept-encoding").doesNotContainKey("content-encoding");
        assertThat(packed.getIsBase64Encoded()).isTrue();
        assertThat(packed.getHeaders())
                .containsEntry("vary", "accept-encoding")
                .containsEntry("content-encoding", "gzip")
                .containsEntry("etag", plain.getHeaders().get("etag"));
        assertThat(textOf(packed)).isEqualTo(textOf(plain));
    }

    @Test
    void the_first_load_is_small() {
        int bytes = Stream.concat(Stream.of(get("/", GZIP)), assets().stream().map(name -> asset(version, name, GZIP)))
                .mapToInt(answer -> bytesOf(answer).length)
                .sum();

        assertThat(bytes).isLessThanOrEqualTo(MOST_BYTES_OF_FIRST_LOAD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/openapi.json"})
    void what_a_browser_has_is_not_sent_again(String path) {
        String entityTag =
                Optional.ofNullable(get(path, GZIP).getHeaders().get("etag")).orElse("");

        for (String condition : List.of(entityTag, entityTag.substring(2), "\"x\", " + entityTag, "*")) {
            APIGatewayV2HTTPResponse answer = get(path, Map.of("if-none-match", condition));

            assertThat(answer.getStatusCode()).as(condition).isEqualTo(304);
            assertThat(answer.getBody()).isEmpty();
            assertThat(answer.getHeaders())
                    .containsEntry("etag", entityTag)
                    .containsEntry("vary", "accept-encoding")
                    .containsKey("cache-control");
        }
        assertThat(get(path, Map.of("if-none-match", "W/\"x\"")).getStatusCode())
                .isEqualTo(200);
    }

    @Test
    void the_page_may_run_and_load_its_own_files_and_show_those_of_jobs_only() {
        APIGatewayV2HTTPResponse page = get("/", Map.of());

        assertThat(page.getHeaders())
                .containsEntry(
                        "content-security-policy",
                        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
                                + "img-src 'self' data: https: https://kling.example:8443; "
                                + "media-src 'self' https: https://kling.example:8443; "
                                + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
                .containsEntry("x-content-type-options", "nosniff")
                .containsEntry("referrer-policy", "no-referrer")
                .containsEntry("cross-origin-opener-policy", "same-origin")
                .containsEntry("strict-transport-security", "max-age=31536000")
                .containsKey("permissions-policy");
        assertThat(textOf(page))
                .doesNotContain("style=")
                .doesNotContain("onclick")
                .doesNotContain("<script>");
    }

    @Test
    void the_version_is_the_same_for_whoever_serves_the_same_files() {
        DashboardHandler other = new DashboardHandler(gateway.catalogue, gateway.routes(), gateway.emulator.url());

        APIGatewayV2HTTPResponse page = other.handleRequest(Events.http("dashboard"), new TestContext());

        assertThat(textOf(page)).contains("/assets/" + version + "/").doesNotContain("{version}");
    }

    @Test
    void the_description_of_the_api_needs_no_key_and_may_be_kept_for_a_while() {
        APIGatewayV2HTTPResponse plain = get("/openapi.json", Map.of());
        APIGatewayV2HTTPResponse packed = get("/openapi.json", GZIP);

        assertThat(plain.getStatusCode()).isEqualTo(200);
        assertThat(plain.getHeaders())
                .containsEntry("content-type", "application/json")
                .containsEntry("cache-control", "public, max-age=300");
        assertThat(Events.body(plain).path("openapi").asText()).startsWith("3.1");
        assertThat(plain.getBody().length()).isLessThan(300_000);
        assertThat(packed.getHeaders()).containsEntry("content-encoding", "gzip");
        assertThat(textOf(packed)).isEqualTo(plain.getBody());
    }

    private APIGatewayV2HTTPResponse asset(String name) {
        return asset(version, name, Map.of());
    }

    private APIGatewayV2HTTPResponse asset(String ofVersion, String name, Map<String, String> headers) {
        APIGatewayV2HTTPEvent event = Events.http("dashboard");
        event.setRouteKey("GET /assets/{version}/{file}");
        event.setPathParameters(Map.of("version", ofVersion, "file", name));
        event.setHeaders(headers);
        return handler.handleRequest(event, new TestContext());
    }

    private APIGatewayV2HTTPResponse get(String path, Map<String, String> headers) {
        APIGatewayV2HTTPEvent event = Events.http("dashboard");
        event.setRouteKey("GET " + path);
        event.setHeaders(headers);
        return handler.handleRequest(event, new TestContext());
    }

    /** What goes over the wire. */
    private static byte[] bytesOf(APIGatewayV2HTTPResponse answer) {
        return answer.getIsBase64Encoded()
                ? Base64.getDecoder().decode(answer.getBody())
                : answer.getBody().getBytes(StandardCharsets.UTF_8);
    }

    private static String textOf(APIGatewayV2HTTPResponse answer) {
        if (!answer.getIsBase64Encoded()) {
            return answer.getBody();
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytesOf(answer)))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
