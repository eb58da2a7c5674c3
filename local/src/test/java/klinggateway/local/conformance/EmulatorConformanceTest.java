package klinggateway.local.conformance;

import java.util.Map;
import java.util.stream.Stream;
import klinggateway.emulators.kling.KlingEmulator;
import klinggateway.local.conformance.Server.Account;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** The emulated Kling answers as the data say that Kling does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmulatorConformanceTest {

    private final KlingEmulator plenty = Emulators.plenty();
    private final KlingEmulator rich = Emulators.rich();
    private final KlingEmulator poor = Emulators.poor();
    private final KlingEmulator narrow = Emulators.narrow();
    private final Conformance conformance = new Conformance(
            new Server(
                    "emulator",
                    Map.of(
                            "plenty", account(plenty),
                            "rich", account(rich),
                            "poor", account(poor),
                            "narrow", account(narrow))),
            new Cases().all());

    @AfterAll
    void close() {
        conformance.close();
        plenty.close();
        rich.close();
        poor.close();
        narrow.close();
    }

    @TestFactory
    Stream<DynamicContainer> answers_as_kling_does() {
        return conformance.tests();
    }

    private static Account account(KlingEmulator emulator) {
        return new Account(emulator.url(), Emulators.API_KEY, Emulators.ACCESS_KEY, Emulators.SECRET_KEY);
    }
}
