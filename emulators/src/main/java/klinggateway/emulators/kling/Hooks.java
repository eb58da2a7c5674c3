package klinggateway.emulators.kling;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Lists the misbehaviour that a body asks for with {@code [[sim:name=value]]}, or a test with {@link Misbehaviour}.
 *
 * <p>A hook may stand in any of the body's texts, best in the prompt. In a URL it goes behind a {@code #}, or its brackets
 * are written {@code %5B} and {@code %5D}.
 *
 * <p>These hooks are the emulator's own and no part of Kling's API. {@code [[sim:code=1303*3]]} counts: only the first
 * three creates with that external id (or, without one, with those texts) are hit. A create that one hook stops does not
 * use up the others.
 *
 * <table>
 * <caption>Hooks</caption>
 * <tr><th>hook</th><th>what happens</th></tr>
 * <tr><td>{@code code=1302}</td><td>refused with that code and its HTTP status; nothing is created</td></tr>
 * <tr><td>{@code http=500}, {@code 503}, {@code 504}</td><td>server error 5000, 5001, 5002; nothing is created</td></tr>
 * <tr><td>{@code http=504-after-create} (500, 503)</td><td>the same answer, but the task exists</td></tr>
 * <tr><td>{@code reset}</td><td>connection closed without an answer; nothing is created</td></tr>
 * <tr><td>{@code reset-after-create}</td><td>connection closed without an answer; the task exists</td></tr>
 * <tr><td>{@code html}</td><td>502 with a proxy's HTML page; nothing is created</td></tr>
 * <tr><td>{@code slow=3s}</td><td>the answer comes that much later (real time)</td></tr>
 * <tr><td>{@code time=2s}</td><td>the task takes exactly that long, whatever the speed</td></tr>
 * <tr><td>{@code input=12.3s}</td><td>no misbehaviour: the length of the video or sound given as a URL, which is not
 * fetched; without it 5 s</td></tr>
 * <tr><td>{@code stuck}</td><td>processing for ever; the slot stays taken</td></tr>
 * <tr><td>{@code fail=risk}</td><td>fails: risk control; a call that is answered at once is refused with 1201 by this and the
 * next two</td></tr>
 * <tr><td>{@code fail=pixel}</td><td>fails: image too small</td></tr>
 * <tr><td>{@code fail=silent}</td><td>fails with an empty reason</td></tr>
 * <tr><td>{@code succeeded}</td><td>success is spelled as the other API generation does</td></tr>
 * <tr><td>{@code no-result}</td><td>succeeds, and is charged, with an empty list of results</td></tr>
 * <tr><td>{@code no-task-info}</td><td>task_info (current paths: external_id) is left out</td></tr>
 * <tr><td>{@code extra-fields}</td><td>unknown members in the answers about the task</td></tr>
 * <tr><td>{@code unknown-status}</td><td>an undocumented status word while processing</td></tr>
 * <tr><td>{@code url=403}</td><td>the result's URL is refused from the start</td></tr>
 * <tr><td>{@code callback=lost}</td><td>no callback at all</td></tr>
 * <tr><td>{@code callback=twice}</td><td>each callback twice, with the same message id</td></tr>
 * <tr><td>{@code callback=early}</td><td>the first callback before the create is answered</td></tr>
 * <tr><td>{@code callback=reordered}</td><td>the processing callback after the final one</td></tr>
 * </table>
 */
record Hooks(List<Hook> all) {
    static final Hooks NONE = new Hooks(List.of());

    private static final Pattern HOOK = Pattern.compile("\\[\\[sim:([a-z-]+)(?:=([a-z0-9.-]+))?(?:\\*(\\d{1,6}))?]]");
    private static final Pattern VALID = Pattern.compile("code=(100[0-4]|110[0-3]|120[0-3]|130[0-4]|500[0-2])"
            + "|http=50[034](-after-create)?|(reset|reset-after-create|html|stuck|succeeded)="
            + "|(no-result|no-task-info|extra-fields|unknown-status)=|(slow|time|input)=\\d+(\\.\\d+)?(ms|s|m)"
            + "|fail=(risk|pixel|silent)|url=403|callback=(lost|twice|early|reordered)");
    private static final String AFTER_CREATE = "-after-create";
    private static final Set<String> BEFORE_CREATING = Set.of("code", "http", "reset", "html");

    /** @param times how many creates are hit; empty for all */
    record Hook(String name, String value, Optional<Integer> times) {
        boolean stopsCreating() {
            return BEFORE_CREATING.contains(name) && !value.endsWith(AFTER_CREATE);
        }

        @Override
        public String toString() {
            return "[[sim:" + name + (value.isEmpty() ? "" : "=" + value)
                    + times.map(count -> "*" + count).orElse("") + "]]";
        }
    }

    /** A hook nobody knows is refused: a typing error must not look like good behaviour. */
    static Hooks in(String text) {
        Matcher matcher = HOOK.matcher(text);
        List<Hook> found = new ArrayList<>();
        while (matcher.find()) {
            found.add(hook(matcher.toMatchResult()));
        }
        if (found.size() < text.split(Pattern.quote("[[sim:"), -1).length - 1) {
            throw Refusal.invalid("the body holds a malformed emulator hook");
        }
        return new Hooks(List.copyOf(found));
    }

    private static Hook hook(MatchResult match) {
        String name = match.group(1);
        String value = Optional.ofNullable(match.group(2)).orElse("");
        if (!VALID.matcher(name + "=" + value).matches()) {
            throw Refusal.invalid("the emulator has no hook " + match.group());
        }
        return new Hook(name, value, Optional.ofNullable(match.group(3)).map(Integer::valueOf));
    }

    boolean has(String name) {
        return value(name).isPresent();
    }

    boolean has(String name, String value) {
        return all.stream()
                .anyMatch(hook -> hook.name().equals(name) && hook.value().equals(value));
    }

    Optional<String> value(String name) {
        return all.stream()
                .filter(hook -> hook.name().equals(name))
                .map(Hook::value)
                .findFirst();
    }

    Optional<Duration> duration(String name) {
        return value(name).map(Hooks::parsed);
    }

    Hooks and(Hooks others) {
        return new Hooks(Stream.concat(all.stream(), others.all.stream()).toList());
    }

    Hooks only(Predicate<Hook> chosen) {
        return new Hooks(all.stream().filter(chosen).toList());
    }

    /** Holds an answer back, if a hook says so. */
    Answer delayed(Answer answer) {
        return duration("slow")
                .<Answer>map(delay -> new Answer.Late(delay, answer))
                .orElse(answer);
    }

    /** The error that is answered instead of creating anything. */
    Optional<Answer> insteadOfCreating() {
        return all.stream().filter(Hook::stopsCreating).findFirst().map(Hooks::fault);
    }

    /** The error that hides from the caller that the task was created. */
    Optional<Answer> afterCreating() {
        return all.stream()
                .filter(hook ->
                        hook.value().endsWith(AFTER_CREATE) || hook.name().endsWith(AFTER_CREATE))
                .findFirst()
                .map(Hooks::fault);
    }

    private static Answer fault(Hook hook) {
        return switch (hook.name()) {
            case "code" -> new Answer.Refused(Refusal.onPurpose(Integer.parseInt(hook.value())));
            case "http" ->
                new Answer.Refused(Refusal.onPurpose(
                        switch (hook.value().substring(0, 3)) {
                            case "500" -> 5000;
                            case "503" -> 5001;
                            default -> 5002;
                        }));
            case "html" -> Answer.Bytes.proxyPage();
            default -> new Answer.Silence();
        };
    }

    private static Duration parsed(String text) {
        return text.endsWith("ms")
                ? Duration.ofMillis((long) number(text, 2))
                : Duration.ofMillis((long) (number(text, 1) * (text.endsWith("m") ? 60_000 : 1_000)));
    }

    private static double number(String text, int unitLength) {
        return Double.parseDouble(text.substring(0, text.length() - unitLength));
    }

    @Override
    public String toString() {
        return String.join("", all.stream().map(Hook::toString).toList());
    }
}
