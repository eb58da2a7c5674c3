package klinggateway.local.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import klinggateway.emulators.template.Route;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTableTest {

    private static final List<Route> ROUTES = Stream.of(
                    "GET /",
                    "GET /jobs",
                    "GET /jobs/{id}",
                    "ANY /jobs/{id}",
                    "GET /jobs/new",
                    "ANY /kling/{path+}",
                    "GET /kling/{path+}",
                    "POST /kling/v1/{x}")
            .map(key -> key.split(" ", -1))
            .map(key -> new Route(key[0], key[1], "F"))
            .toList();

    @ParameterizedTest
    @CsvSource({
        "GET, /, GET /",
        "GET, /jobs, GET /jobs",
        "GET, /jobs/1, GET /jobs/{id}",
        "PUT, /jobs/1, ANY /jobs/{id}",
        "GET, /jobs/new, GET /jobs/new",
        "PUT, /jobs/new, ANY /jobs/{id}",
        "POST, /kling/v1/x, POST /kling/v1/{x}",
        "POST, /kling/v1/x/y, ANY /kling/{path+}",
        "GET, /kling/v1/x, GET /kling/{path+}",
        "GET, /jobs/, ",
        "GET, /kling/, ",
        "POST, /jobs, ",
        "GET, /JOBS, ",
        "GET, /jobs/1/2, "
    })
    void takes_the_most_specific_route(String method, String path, String key) {
        var match = new RouteTable(ROUTES).match(method, path);

        assertThat(match.map(m -> m.route().key()).orElse(null)).isEqualTo(key);
    }

    @Test
    void reads_the_variables_of_a_path() {
        var table = new RouteTable(List.of(new Route("GET", "/a/{one}/{rest+}", "F")));

        assertThat(table.match("GET", "/a/1/2/3").orElseThrow().pathParameters())
                .containsEntry("one", "1")
                .containsEntry("rest", "2/3");
    }

    @Test
    void gives_the_default_route_what_no_other_takes() {
        var table = new RouteTable(List.of(new Route("ANY", "$default", "F"), new Route("GET", "/{x+}", "F")));

        assertThat(table.match("GET", "/a").orElseThrow().route().key()).isEqualTo("GET /{x+}");
        assertThat(table.match("POST", "/a").orElseThrow().route().key()).isEqualTo("$default");
    }
}
