package klinggateway.alert;

import java.time.Instant;
import java.util.Optional;

/**
 * What an operator wants to be told of, and how.
 *
 * @param id unique, of lower case letters, digits, {@code -} and {@code _}
 * @param name for people
 * @param webhookUrl where a signed message is sent to
 * @param toTopic whether it is published to the gateway's topic, whose subscribers have it as mail or otherwise
 * @param isOn whether it is looked at at all
 * @param changedAt empty for one that comes with the gateway and nobody has changed
 * @param generations of the secrets that its webhook's messages are signed with
 * @param version rises with every write, from 0 for what was never stored
 */
public record Rule(
        String id,
        String name,
        Condition condition,
        Optional<String> webhookUrl,
        boolean toTopic,
        boolean isOn,
        Optional<Instant> changedAt,
        Generations generations,
        long version) {

    /** One that was never stored or rotated. */
    public static Rule of(
            String id,
            String name,
            Condition condition,
            Optional<String> webhookUrl,
            boolean toTopic,
            boolean isOn,
            Optional<Instant> changedAt) {
        return new Rule(id, name, condition, webhookUrl, toTopic, isOn, changedAt, Generations.FIRST, 0);
    }

    /** The same as its store has it. */
    public Rule atVersion(long stored) {
        return new Rule(id, name, condition, webhookUrl, toTopic, isOn, changedAt, generations, stored);
    }

    /** The same with secrets of other generations. */
    public Rule with(Generations others) {
        return new Rule(id, name, condition, webhookUrl, toTopic, isOn, changedAt, others, version);
    }

    /** The same with a new secret, beside which the old one works until {@code formerWorksUntil}. */
    public Rule rotated(Instant now, Instant formerWorksUntil) {
        return new Rule(
                id,
                name,
                condition,
                webhookUrl,
                toTopic,
                isOn,
                Optional.of(now),
                generations.rotated(formerWorksUntil),
                version);
    }
}
