package klinggateway.crash;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The stories of the crash matrix. */
final class Scenarios {

    static final String BUYER = "buyer";

    private static final Optional<String> UNNAMED = Optional.empty();

    private Scenarios() {}

    static final Scenario HAPPY = new Scenario("a video is made", 1, world -> {
        video(world, 0, "");
        world.pollAfter(Duration.ofSeconds(40));
        world.pollAfter(Duration.ofMinutes(3));
    });

    static final Scenario FAILURE = new Scenario("a video fails", 1, world -> {
        video(world, 0, "[[sim:fail=risk]]");
        world.pollAfter(Duration.ofSeconds(40));
        world.pollAfter(Duration.ofMinutes(3));
    });

    static final Scenario TIME_OUT = new Scenario("no answer after the create", 1, world -> {
        video(world, 0, "[[sim:http=504-after-create]]");
        world.pollAfter(Duration.ofSeconds(15));
        world.pollAfter(Duration.ofMinutes(3));
    });

    static final Scenario SETTLED_LATER = new Scenario("Kling's records say what it cost", 1, world -> {
        world.leaveSpeechUnsettled();
        world.gateway.time.moveTo(Instant.parse("2026-11-24T23:50:00Z"));
        world.order(BUYER, speechBody(0), UNNAMED);
        world.pass(Duration.ofMinutes(5));
        world.compact();
        Bookkeeping.reconcile(world);
        Bookkeeping.reconcile(world);
        world.pass(Duration.ofMinutes(10));
        world.compact();
        world.compact();
    });

    static final Scenario RECORDED_LATER = new Scenario("an event of a day that is rolled up, sent twice", 1, world -> {
        world.gateway.time.moveTo(Instant.parse("2026-11-24T23:50:00Z"));
        world.order(BUYER, speechBody(0), UNNAMED);
        world.pass(Duration.ofMinutes(12));
        world.compact();
        Bookkeeping.record(world, BUYER, pastEvent("2026-11-24T23:50:30Z"));
        Bookkeeping.record(world, BUYER, pastEvent("2026-11-24T23:50:30Z"));
        world.compact();
        world.compact();
    });

    static final Scenario SENT_AGAIN = new Scenario("an order without a name is sent again", 1, world -> {
        video(world, 0, "");
        world.pass(Duration.ofSeconds(30));
        video(world, 0, "");
        world.pollAfter(Duration.ofMinutes(10));
        video(world, 0, "");
    });

    static final List<Scenario> ALL = List.of(
            HAPPY,
            FAILURE,
            TIME_OUT,
            SENT_AGAIN,
            new Scenario("an order without a name is sent again, after the first has come to nothing", 1, world -> {
                video(world, 0, "[[sim:fail=risk]]");
                world.pollAfter(Duration.ofMinutes(3));
                video(world, 0, "[[sim:fail=risk]]");
            }),
            new Scenario("a reset after the create", 1, world -> {
                video(world, 0, "[[sim:reset-after-create]]");
                world.pollAfter(Duration.ofSeconds(15));
            }),
            new Scenario("its id already exists, because an earlier create arrives late", 1, world -> {
                world.lateCreate.expect();
                video(world, 0, "");
                for (int i = 0; i < 3; i++) {
                    world.pollAfter(Duration.ofMinutes(2));
                }
            }),
            new Scenario("an error before the create", 1, world -> {
                video(world, 0, "[[sim:http=503*2]]");
                for (int i = 0; i < 3; i++) {
                    world.pollAfter(Duration.ofMinutes(2));
                }
            }),
            new Scenario("refused by Kling", 1, world -> {
                video(world, 0, "[[sim:code=1301]]");
                video(world, 1, "");
            }),
            new Scenario("no room at Kling, then room", 1, world -> {
                video(world, 0, "[[sim:code=1303*2]]");
                for (int i = 0; i < 3; i++) {
                    world.pollAfter(Duration.ofSeconds(6));
                }
            }),
            new Scenario("the account is refused, then not", 1, world -> {
                video(world, 0, "[[sim:code=1102*1]]");
                world.sweep();
                world.pollAfter(Duration.ofMinutes(6));
            }),
            new Scenario("three videos in one slot", 1, world -> {
                video(world, 0, "");
                video(world, 1, "");
                video(world, 2, "[[sim:fail=risk]]");
                for (int i = 0; i < 4; i++) {
                    world.pollAfter(Duration.ofMinutes(3));
                }
            }),
            new Scenario("every message comes twice", 1, world -> {
                video(world, 0, "");
                for (int i = 0; i < 3; i++) {
                    world.gateway.time.moveTo(world.queue.nextDue().orElse(world.gateway.time.instant()));
                    world.pollTwice();
                }
            }),
            new Scenario("a callback and a poll at once", 1, world -> {
                video(world, 0, "");
                world.pass(Duration.ofMinutes(5));
                world.callback(0);
                world.poll();
                world.callback(0);
            }),
            new Scenario("a callback before the create's answer", 1, world -> {
                world.onCreated(() -> world.callback(0));
                video(world, 0, "[[sim:time=1ms]]");
                world.pass(Duration.ofSeconds(1));
                world.callback(0);
            }),
            new Scenario("canceled while it waits", 1, world -> {
                video(world, 0, "");
                video(world, 1, "");
                Snapshot.of(world).jobs().forEach(world::cancel);
                world.pollAfter(Duration.ofMinutes(3));
                world.poll();
            }),
            new Scenario("canceled while it is sent", 1, world -> {
                world.onCreated(() -> Snapshot.of(world).jobs().forEach(world::cancel));
                video(world, 0, "[[sim:http=504-after-create]]");
                Snapshot.of(world).jobs().forEach(world::cancel);
            }),
            new Scenario("the key is revoked midway", 1, world -> {
                video(world, 0, "");
                video(world, 1, "");
                world.buyers.revoke(BUYER);
                world.pollAfter(Duration.ofMinutes(3));
                world.poll();
            }),
            new Scenario("expired, and later the truth", 1, world -> {
                video(world, 0, "[[sim:time=1500m]]");
                world.pass(Duration.ofHours(24).plusMinutes(1));
                world.poll();
                world.pass(Duration.ofHours(2));
                world.sweep();
            }),
            new Scenario("the month changes between reserve and settle", 1, world -> {
                world.gateway.time.moveTo(Instant.parse("2026-11-30T23:59:30Z"));
                video(world, 0, "");
                world.pollAfter(Duration.ofMinutes(3));
            }),
            new Scenario("clocks that disagree by a minute", 1, world -> {
                world.skewClocks(Duration.ofSeconds(30));
                video(world, 0, "");
                video(world, 1, "");
                world.sweep();
                for (int i = 0; i < 3; i++) {
                    world.pollAfter(Duration.ofMinutes(3));
                }
                world.compact();
            }),
            new Scenario("an order that is sent until it is answered", 1, world -> {
                for (int i = 0; i < 3; i++) {
                    world.order(BUYER, videoBody(0, ""), Optional.of("name"));
                }
                world.pollAfter(Duration.ofMinutes(3));
                world.poll();
            }),
            new Scenario("a try-on", 1, world -> {
                tryOn(world, 0, "");
                world.pollAfter(Duration.ofMinutes(1));
            }),
            new Scenario("a try-on whose answer gets lost", 1, world -> {
                tryOn(world, 0, "[[sim:reset-after-create]]");
                world.pollAfter(Duration.ofMinutes(1));
            }),
            new Scenario("speech, answered at once", 1, world -> {
                world.order(BUYER, speechBody(0), UNNAMED);
            }),
            new Scenario("a webhook that is told of each step", 1, world -> {
                world.order(BUYER, hookedBody(0, ""), UNNAMED);
                world.deliver();
                for (int i = 0; i < 2; i++) {
                    world.pollAfter(Duration.ofMinutes(1 + i));
                    world.deliver();
                }
            }),
            new Scenario("a webhook of a job that Kling refuses", 1, world -> {
                world.order(BUYER, hookedBody(0, "[[sim:code=1301]]"), UNNAMED);
                world.deliver();
            }),
            new Scenario("a webhook whose receiver is down at first", 1, world -> {
                world.receiver.silent();
                world.order(BUYER, hookedBody(0, ""), UNNAMED);
                world.pollAfter(Duration.ofMinutes(3));
                world.deliver();
                world.pass(Duration.ofSeconds(6));
                world.receiver.answering(200);
                world.deliver();
                world.sweep();
            }),
            SETTLED_LATER,
            RECORDED_LATER);

    static void video(World world, int number, String hook) {
        world.order(BUYER, videoBody(number, hook), UNNAMED);
    }

    static void tryOn(World world, int number, String hook) {
        world.order(BUYER, tryOnBody(number, hook), UNNAMED);
    }

    static String videoBody(int number, String hook) {
        return "{\"prompt\":\"A boat, order-" + number + "- " + hook + "\"}";
    }

    static String hookedBody(int number, String hook) {
        return "{\"prompt\":\"A boat, order-" + number + "- " + hook
                + "\",\"webhookUrl\":\"https://hooks.example.com/\","
                + "\"webhookEvents\":[\"submitted\",\"processing\",\"succeeded\",\"failed\"]}";
    }

    static String imageBody(int number, String hook) {
        return "{\"kind\":\"image\",\"n\":2,\"prompt\":\"A boat, order-" + number + "- " + hook + "\"}";
    }

    static String tryOnBody(int number, String hook) {
        return "{\"kind\":\"virtual-try-on\",\"humanImage\":\"https://a.example/order-" + number + "-.png#" + hook
                + "\",\"clothImage\":\"https://a.example/2.png\"}";
    }

    static String pastEvent(String moment) {
        return "{\"eventId\":\"past\",\"kind\":\"text2video\",\"model\":\"kling-v2-6\",\"mode\":\"std\","
                + "\"duration\":5,\"units\":1.5,\"occurredAt\":\"" + moment + "\"}";
    }

    static String speechBody(int number) {
        return "{\"kind\":\"text-to-speech\",\"text\":\"Ahoy, order-" + number
                + "-\",\"voiceId\":\"ai_kaiya\",\"voiceLanguage\":\"en\"}";
    }
}
