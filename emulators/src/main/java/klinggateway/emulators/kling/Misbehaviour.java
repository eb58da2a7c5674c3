package klinggateway.emulators.kling;

/**
 * Misbehaviour a test asks for from outside, without touching the prompt.
 *
 * @param hook what is written after {@code sim:} in a prompt, e.g. {@code code=1302}; hooks about a task itself only
 *     have an effect on creates
 * @param requests the beginning of method and path of the requests to hit, e.g. {@code POST /v1/videos}; empty for all
 * @param times how many requests are hit
 */
public record Misbehaviour(String hook, String requests, int times) {

    public Misbehaviour {
        if (times < 1) {
            throw new IllegalArgumentException("misbehaviour must strike at least once, was " + times);
        }
        try {
            Hooks.in("[[sim:" + hook + "]]");
        } catch (Refusal refusal) {
            throw new IllegalArgumentException(refusal.reason(), refusal);
        }
    }

    /** Hits the next request, whatever it is. */
    public static Misbehaviour next(String hook) {
        return new Misbehaviour(hook, "", 1);
    }

    public Misbehaviour on(String newRequests) {
        return new Misbehaviour(hook, newRequests, times);
    }

    public Misbehaviour times(int newTimes) {
        return new Misbehaviour(hook, requests, newTimes);
    }

    Hooks hooks() {
        return Hooks.in("[[sim:" + hook + "]]");
    }
}
