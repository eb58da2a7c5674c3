package klinggateway.crash;

/** The end of a process. An error, because code that goes on after failures catches exceptions, and nobody goes on after this. */
final class Crash extends Error {

    private static final long serialVersionUID = 1;

    Crash() {
        super("the process has died", null, false, false);
    }
}
