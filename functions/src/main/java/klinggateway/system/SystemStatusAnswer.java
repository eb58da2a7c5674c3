package klinggateway.system;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import klinggateway.account.Pack;
import klinggateway.http.JobError;
import klinggateway.job.DeadLetterQueue;
import klinggateway.job.QueueDepths.Depths;
import klinggateway.kling.KlingContacts.Contact;
import klinggateway.kling.KlingContacts.Failed;

/**
 * How the gateway and its account at Kling are.
 *
 * @param endpoint Kling's host
 * @param pools by their words
 * @param dataAge how many seconds analytics is behind
 * @param account only for those who see all
 */
record SystemStatusAnswer(
        String endpoint,
        Contacts kling,
        Map<String, PoolStatus> pools,
        Queue queue,
        Compaction compaction,
        long dataAge,
        Optional<Account> account,
        List<Warning> warnings,
        Instant asOf) {

    /**
     * Messages of the poll queue, and those that were given up.
     *
     * @param deadLetters by the word of the queue that they are in
     */
    record Queue(long waiting, long inFlight, long delayed, Map<String, Long> deadLetters) {

        static Queue of(Depths depths) {
            Map<String, Long> deadLetters = new LinkedHashMap<>();
            for (DeadLetterQueue queue : DeadLetterQueue.values()) {
                deadLetters.put(queue.word(), depths.in(queue));
            }
            return new Queue(depths.waiting(), depths.inFlight(), depths.delayed(), deadLetters);
        }
    }

    record Contacts(Optional<Success> lastSuccess, Optional<Failure> lastFailure) {}

    record Success(Instant at, String request) {

        static Success of(Contact contact) {
            return new Success(contact.at(), contact.request().word());
        }
    }

    /**
     * @param httpStatus absent if there was no answer
     * @param message Kling's words, or what went wrong on the way
     */
    record Failure(
            Instant at,
            String request,
            Optional<Integer> httpStatus,
            Optional<Integer> code,
            Optional<String> message,
            Optional<String> requestId,
            String advice) {

        static Failure of(Failed failed) {
            var error = failed.error();
            return new Failure(
                    failed.contact().at(),
                    failed.contact().request().word(),
                    error.isAnswer() ? Optional.of(error.httpStatus()) : Optional.empty(),
                    error.code(),
                    Optional.of(error.message()).filter(words -> !words.isEmpty()),
                    error.requestId(),
                    error.advice());
        }
    }

    /**
     * @param atKling jobs that were sent and have not ended
     * @param late expired jobs that Kling will still be asked about
     * @param oldestOpenAt when the oldest of the counted jobs that have not ended was ordered
     */
    record PoolStatus(
            int slotsUsed,
            int slotsLimit,
            Optional<Paused> paused,
            Count queued,
            Count atKling,
            Count late,
            Optional<Instant> oldestOpenAt) {

        boolean isInUse() {
            return slotsUsed > 0 || queued.count() > 0 || atKling.count() > 0;
        }
    }

    /** @param refusal why, unless Kling just has no room */
    record Paused(Instant until, Optional<JobError> refusal) {}

    /** @param atLeast whether there may be more */
    record Count(int count, boolean atLeast) {}

    /**
     * @param watermark up to when everything is rolled up; empty before the first compaction
     * @param lag seconds since then, or since the oldest usage if there is no watermark; empty if there is neither
     */
    record Compaction(Optional<Instant> watermark, Optional<Long> lag) {}

    /** @param asOf when Kling was asked */
    record Account(Instant asOf, String note, List<Pack> packs) {}

    /** @param message what it is about and what can be done */
    record Warning(Code code, String message) {

        /** What to look at. */
        enum Code {
            ACCOUNT_REFUSED("accountRefused"),
            JOB_IS_OLD("jobIsOld"),
            DEAD_LETTERS("deadLetters"),
            COMPACTION_LAGS("compactionLags"),
            PACKS_UNKNOWN("packsUnknown"),
            PACK_NEARLY_EMPTY("packNearlyEmpty"),
            PACK_ENDS_SOON("packEndsSoon"),
            NO_PACK_ONLINE("noPackOnline");

            private final String word;

            Code(String word) {
                this.word = word;
            }

            /** The word used in answers. */
            @JsonValue
            String word() {
                return word;
            }

            static List<String> words() {
                return Arrays.stream(values()).map(Code::word).toList();
            }
        }
    }
}
