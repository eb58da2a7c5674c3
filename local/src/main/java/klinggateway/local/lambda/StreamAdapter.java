package klinggateway.local.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets a handler of Java objects read and write streams, with the serializers that Lambda's Java runtime would take: the one for Lambda events
 * where the class is one of those, else plain Jackson; nothing where the type is {@code Void}.
 */
final class StreamAdapter implements RequestStreamHandler {

    private final RequestHandler<@Nullable Object, @Nullable Object> handler;
    private final Optional<PojoSerializer<Object>> input;
    private final Optional<PojoSerializer<Object>> output;

    private StreamAdapter(
            RequestHandler<@Nullable Object, @Nullable Object> handler,
            Optional<PojoSerializer<Object>> input,
            Optional<PojoSerializer<Object>> output) {
        this.handler = handler;
        this.input = input;
        this.output = output;
    }

    /**
     * Adapts a handler object.
     *
     * @throws HandlerException if it is neither a stream handler nor a handler with concrete types
     */
    static RequestStreamHandler of(Object handler) {
        return switch (handler) {
            case RequestStreamHandler streams -> streams;
            case RequestHandler<?, ?> objects -> adapt(objects);
            default ->
                throw new HandlerException(
                        handler.getClass().getName() + " is neither a RequestHandler nor a RequestStreamHandler");
        };
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        Object request = input.isPresent() ? input.get().fromJson(event) : null;
        Object result = handler.handleRequest(request, context);
        if (output.isPresent()) {
            output.get().toJson(result, answer);
        }
    }

    @SuppressWarnings(
            "unchecked") // The types come from the handler's own declaration, which is what is read from the JSON.
    private static StreamAdapter adapt(RequestHandler<?, ?> handler) {
        Type[] types = typesOf(handler.getClass(), Map.of())
                .orElseThrow(() -> new HandlerException(
                        handler.getClass().getName() + " does not implement RequestHandler with concrete types"));
        return new StreamAdapter(
                (RequestHandler<@Nullable Object, @Nullable Object>) handler,
                serializer(types[0]),
                serializer(types[1]));
    }

    private static Optional<PojoSerializer<Object>> serializer(Type type) {
        if (type == Void.class) {
            return Optional.empty();
        }
        if (type instanceof Class<?> plain && LambdaEventSerializers.isLambdaSupportedEvent(plain.getName())) {
            @SuppressWarnings("unchecked") // PojoSerializer is invariant, but is only given what this handler declares
            var events = (PojoSerializer<Object>) LambdaEventSerializers.serializerFor(plain, plain.getClassLoader());
            return Optional.of(events);
        }
        return Optional.of(JacksonFactory.getInstance().getSerializer(type));
    }

    /** The two type arguments of RequestHandler, searched upwards through superclasses and interfaces. */
    private static Optional<Type[]> typesOf(Type type, Map<TypeVariable<?>, Type> known) {
        var bound = new HashMap<>(known);
        Class<?> raw;
        switch (type) {
            case Class<?> plain -> raw = plain;
            case ParameterizedType generic -> {
                raw = (Class<?>) generic.getRawType();
                for (int i = 0; i < raw.getTypeParameters().length; i++) {
                    Type argument = generic.getActualTypeArguments()[i];
                    bound.put(raw.getTypeParameters()[i], known.getOrDefault(argument, argument));
                }
            }
            default -> {
                return Optional.empty();
            }
        }
        if (raw == RequestHandler.class) {
            Type[] types = Arrays.stream(raw.getTypeParameters())
                    .map(parameter -> bound.getOrDefault(parameter, parameter))
                    .toArray(Type[]::new);
            return Arrays.stream(types).anyMatch(TypeVariable.class::isInstance)
                    ? Optional.empty()
                    : Optional.of(types);
        }
        for (Type parent : raw.getGenericInterfaces()) {
            Optional<Type[]> found = typesOf(parent, bound);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.ofNullable(raw.getGenericSuperclass()).flatMap(parent -> typesOf(parent, bound));
    }
}
