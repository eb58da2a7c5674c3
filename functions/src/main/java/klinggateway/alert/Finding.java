package klinggateway.alert;

import java.util.Map;

/**
 * Something that a rule looks for, and that is the case now.
 *
 * @param threshold which of the rule's limits is passed, such as {@code 80%}; one alert for each
 * @param window when it may fire again: at once after it has cleared if this is empty, otherwise in another window, such as the
 *     month {@code 2026-11} of a budget of {@code 100000000} micro-dollars, or after as long as its kind says
 * @param sentence what is the case, in one sentence with numbers
 * @param advice what to do about it, in one sentence
 * @param evidence the numbers, under camelCase names: texts, numbers, booleans
 * @param link a path of the dashboard that shows it, beginning with {@code /}
 */
public record Finding(
        Subject subject,
        String threshold,
        String window,
        String sentence,
        String advice,
        Map<String, Object> evidence,
        String link) {}
