package klinggateway.alert;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import klinggateway.alert.Notice.Channel;
import klinggateway.alert.Notice.Event;

/**
 * What a rule has found, from when it fired until it cleared and longer, with who is told of it.
 *
 * @param id rises with the time it fired
 * @param kind the word of the rule's condition
 * @param webhookUrl of the rule when it fired
 * @param secretGeneration of the rule's newest secret when it fired
 * @param version rises with every write
 */
public record Alert(
        String id,
        String ruleId,
        String ruleName,
        String kind,
        Subject subject,
        String threshold,
        String window,
        String sentence,
        String advice,
        Map<String, Object> evidence,
        String link,
        Instant firedAt,
        Optional<Instant> clearedAt,
        Optional<String> clearedBecause,
        Optional<String> webhookUrl,
        int secretGeneration,
        List<Notice> notices,
        long version) {

    private static final String PREFIX = "alert_";
    private static final Pattern ID = Pattern.compile(PREFIX + "[0-9a-v]{17}");
    private static final int DIGITS = 32;
    /** Moments until the year 2527, and 40 random bits. */
    private static final int DIGITS_OF_MOMENT = 9;

    private static final int DIGITS_OF_CHANCE = 8;

    /** A new alert's id. Ids are ordered as texts as their moments are. */
    public static String newId(Instant firedAt, long random) {
        return PREFIX + digits(firedAt.toEpochMilli(), DIGITS_OF_MOMENT) + digits(random, DIGITS_OF_CHANCE);
    }

    /** Whether a text can be an alert's id. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    private static String digits(long number, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = length - 1; i >= 0; i--) {
            text.append(Character.forDigit((int) (number >>> (5 * i)) & (DIGITS - 1), DIGITS));
        }
        return text.toString();
    }

    /** An alert that fires now. */
    public static Alert of(String id, Rule rule, Finding finding, Instant now) {
        List<Notice> notices = new ArrayList<>();
        if (rule.toTopic()) {
            notices.add(Notice.of(Event.FIRED, Channel.TOPIC, now));
        }
        if (rule.webhookUrl().isPresent()) {
            notices.add(Notice.of(Event.FIRED, Channel.WEBHOOK, now));
        }
        return new Alert(
                id,
                rule.id(),
                rule.name(),
                Kind.of(rule.condition()).word(),
                finding.subject(),
                finding.threshold(),
                finding.window(),
                finding.sentence(),
                finding.advice(),
                finding.evidence(),
                finding.link(),
                now,
                Optional.empty(),
                Optional.empty(),
                rule.webhookUrl(),
                rule.generations().newest(),
                List.copyOf(notices),
                1);
    }

    /** The alert once it has cleared: whoever was to be told that it fired is told. */
    public Alert cleared(String because, Instant now) {
        List<Notice> more = new ArrayList<>(notices);
        notices.forEach(notice -> more.add(Notice.of(Event.CLEARED, notice.channel(), now)));
        return with(Optional.of(now), Optional.of(because), more);
    }

    /** The same with a notice in place of the one of the same event and channel. */
    public Alert with(Notice changed) {
        return with(
                clearedAt,
                clearedBecause,
                notices.stream()
                        .map(notice -> notice.is(changed.event(), changed.channel()) ? changed : notice)
                        .toList());
    }

    private Alert with(Optional<Instant> end, Optional<String> because, List<Notice> told) {
        return new Alert(
                id,
                ruleId,
                ruleName,
                kind,
                subject,
                threshold,
                window,
                sentence,
                advice,
                evidence,
                link,
                firedAt,
                end,
                because,
                webhookUrl,
                secretGeneration,
                List.copyOf(told),
                version + 1);
    }

    /** Whether somebody is still to be told something. */
    public boolean isPending() {
        return notices.stream().anyMatch(Notice::isPending);
    }

    /** Of whom an attempt may begin now. Nobody is told that it has cleared before it is over with telling that it fired. */
    public List<Notice> due(Instant now) {
        return notices.stream()
                .filter(notice ->
                        notice.dueAt().filter(due -> !due.isAfter(now)).isPresent())
                .filter(notice -> notice.event() == Event.FIRED
                        || notices.stream()
                                .noneMatch(other -> other.is(Event.FIRED, notice.channel()) && other.isPending()))
                .toList();
    }

    /** The alert as it was when it fired or cleared. */
    public Alert at(Event event) {
        return event == Event.FIRED ? with(Optional.empty(), Optional.empty(), notices) : this;
    }

    /** The id of the message that tells of an event, the same in each attempt. */
    public String messageId(Event event) {
        return "msg_" + id.substring(PREFIX.length()) + "_" + event.word();
    }
}
