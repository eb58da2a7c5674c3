package klinggateway.kling;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** When Kling last answered and when it last failed, as far as any process of the gateway has told. */
public interface KlingContacts {

    /** Remembers that Kling has answered, in place of the success before. */
    void succeeded(Contact contact);

    /** Remembers what went wrong, in place of the failure before. */
    void failed(Failed failed);

    Last last();

    /** One request to Kling, and when it was over. */
    record Contact(Instant at, Request request) {}

    /** One request that has failed. */
    record Failed(Contact contact, KlingError error) {}

    /** Either is empty until it has happened. */
    record Last(Optional<Contact> success, Optional<Failed> failure) {}

    /** What was asked for: one word per method of {@link Kling}. */
    enum Request {
        CREATE,
        FIND,
        ASK;

        /** The word used in answers and in storage. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Request ofWord(String word) {
            return Arrays.stream(values())
                    .filter(request -> request.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no such request: " + word));
        }
    }
}
