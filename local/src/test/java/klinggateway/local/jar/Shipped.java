package klinggateway.local.jar;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import klinggateway.emulators.template.FunctionResource;
import klinggateway.emulators.template.Template;

/** The files of the project that a deployment is made of. */
final class Shipped {

    static final Path TEMPLATE = Path.of("..", "infra", "template.yaml");
    static final Path EVENTS = Path.of("..", "events");
    static final Path LICENSE = Path.of("..", "LICENSE");

    private Shipped() {}

    /** The jar that every function's {@code CodeUri} points to. */
    static Path jar() {
        Path jar = Path.of(System.getProperty("functionJar", "../functions/target/kling-gateway-functions.jar"))
                .toAbsolutePath()
                .normalize();
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(jar + " is missing; the phase package of the module functions makes it");
        }
        return jar;
    }

    /** The template's functions, where nothing that runs is needed. */
    static List<FunctionResource> functions() {
        return Template.read(TEMPLATE, Map.of()).functions();
    }

    /** A function's word, which is its package and the name of its event. */
    static String word(FunctionResource function) {
        return function.handlerClass().split("\\.", -1)[1];
    }
}
