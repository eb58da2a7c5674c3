package klinggateway.advice;

import java.util.Map;
import java.util.Optional;

/**
 * One thing that could be done better.
 *
 * @param id the same as long as it is about the same thing
 * @param rule the word of the rule that found it
 * @param sentence what is so and what to do, with the numbers
 * @param savingMicroUsd what it would save in a month, in millionths of a US dollar; empty if what it saves is not money
 * @param evidence the numbers by name, in the order to show them in: numbers, texts, or lists of texts
 * @param link where the dashboard shows it: its URL from the slash on
 */
public record Advice(
        String id,
        String rule,
        String title,
        String sentence,
        Optional<Long> savingMicroUsd,
        Map<String, Object> evidence,
        String link) {}
