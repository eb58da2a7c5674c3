package klinggateway.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import klinggateway.emulators.template.FunctionResource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StreamAdapterTest {

    private static final Context CONTEXT = new LocalContext(
            "request",
            new FunctionResource("Function", "some.Handler", Duration.ofSeconds(3), 128, Map.of()),
            System.nanoTime());

    /** A handler whose types are bound in a superclass. */
    abstract static class Listing<T> implements RequestHandler<T, List<T>> {}

    static final class Doubling extends Listing<Integer> {
        @Override
        public List<Integer> handleRequest(Integer number, Context context) {
            return List.of(number, 2 * number);
        }
    }

    static final class Silent implements RequestHandler<Map<String, Object>, Void> {
        @Override
        public @Nullable Void handleRequest(Map<String, Object> event, Context context) {
            return null;
        }
    }

    static final class Open<T> implements RequestHandler<T, T> {
        @Override
        public T handleRequest(T event, Context context) {
            return event;
        }
    }

    @Test
    void finds_types_that_a_superclass_binds() throws IOException {
        assertThat(output(new Doubling(), "21")).isEqualTo("[21,42]");
    }

    @Test
    void writes_nothing_for_void() throws IOException {
        assertThat(output(new Silent(), "{\"a\":1}")).isEmpty();
    }

    @Test
    void refuses_a_handler_whose_types_are_open() {
        assertThatThrownBy(() -> StreamAdapter.of(new Open<String>()))
                .isInstanceOf(HandlerException.class)
                .hasMessageContaining("concrete types");
    }

    @Test
    void refuses_what_is_no_handler() {
        assertThatThrownBy(() -> StreamAdapter.of("text"))
                .isInstanceOf(HandlerException.class)
                .hasMessageContaining("neither");
    }

    private static String output(Object handler, String event) throws IOException {
        var out = new ByteArrayOutputStream();
        StreamAdapter.of(handler)
                .handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), out, CONTEXT);
        return out.toString(StandardCharsets.UTF_8);
    }
}
