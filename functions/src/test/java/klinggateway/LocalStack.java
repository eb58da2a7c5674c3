package klinggateway;

import java.net.URI;
import java.util.Optional;
import org.opentest4j.TestAbortedException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * LocalStack in a container, started when a test first asks for it and removed with this process. Without Docker such tests are skipped,
 * or fail if the system property {@code localstack} is {@code required}. With {@code aws.endpoint} they run on what answers at that URL
 * instead, Docker or not.
 */
final class LocalStack {

    /** The last one that starts without an account. Others, by this property, may need LOCALSTACK_AUTH_TOKEN. */
    private static final String IMAGE = System.getProperty("localstack.image", "localstack/localstack:4.14.0");

    private LocalStack() {}

    /** Looked for once: the search for Docker takes its time. */
    private static final class Found {
        static final Optional<URI> ENDPOINT = Optional.ofNullable(System.getProperty("aws.endpoint"))
                .map(URI::create)
                .or(LocalStack::container);
    }

    static URI endpoint() {
        return Found.ENDPOINT.orElseThrow(LocalStack::missing);
    }

    private static Optional<URI> container() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            return Optional.empty();
        }
        LocalStackContainer container =
                new LocalStackContainer(DockerImageName.parse(IMAGE)).withServices("dynamodb", "sqs");
        Optional.ofNullable(System.getenv("LOCALSTACK_AUTH_TOKEN"))
                .filter(token -> !token.isEmpty())
                .ifPresent(token -> container.withEnv("LOCALSTACK_AUTH_TOKEN", token));
        container.start();
        return Optional.of(container.getEndpoint());
    }

    /** Ends the test as skipped, or as failed where LocalStack is required. */
    private static RuntimeException missing() {
        String reason =
                "LocalStack needs Docker, which is not running here; -Daws.endpoint=URL takes what answers there instead";
        if (System.getProperty("localstack", "").equals("required")) {
            return new IllegalStateException(reason);
        }
        return new TestAbortedException(reason);
    }
}
