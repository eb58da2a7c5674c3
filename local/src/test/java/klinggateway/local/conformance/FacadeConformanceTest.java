package klinggateway.local.conformance;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** The gateway answers under {@code /kling} as the data say that Kling does, but for what docs/kling-compatibility.md lists. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FacadeConformanceTest {

    private final Facade facade = new Facade("{\"KLING_API_KEY\":\"" + Emulators.API_KEY + "\"}");
    private final Conformance conformance = new Conformance(facade.server(), new Cases().all());

    @AfterAll
    void close() {
        conformance.close();
        facade.close();
    }

    @TestFactory
    Stream<DynamicContainer> answers_as_kling_does() {
        return conformance.tests();
    }
}
