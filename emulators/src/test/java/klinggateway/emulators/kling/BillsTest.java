package klinggateway.emulators.kling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BillsTest {
    private static final String PACKAGE = "/account/billing/package";

    @Test
    void costs_shows_the_packs_bought_in_the_window() {
        ResourcePack old = ResourcePack.of(ProductType.VIDEO, 100, 5).boughtBefore(Duration.ofDays(40));
        try (Rig rig = Rig.with(builder -> builder.pack(old).pack(ResourcePack.of(ProductType.IMAGE, 1000, 9)))) {
            rig.video("order-1", "a fox [[sim:time=1s]]");
            rig.time.passSeconds(5);

            JsonNode all = costs(rig, Duration.ofDays(400), "");
            rig.time.passSeconds(1);
            JsonNode recent = costs(rig, Duration.ofDays(30), "");
            rig.time.passSeconds(1);
            JsonNode named = costs(rig, Duration.ofDays(400), "&resource_pack_name=" + old.name());

            assertThat(all.size()).isEqualTo(2);
            JsonNode pack = named.path(0);
            assertThat(pack.path("resource_pack_name").textValue()).isEqualTo(old.name());
            assertThat(pack.path("resource_pack_type").textValue()).isEqualTo("decreasing_total");
            assertThat(pack.path("total_quantity").doubleValue()).isEqualTo(100.0);
            assertThat(pack.path("remaining_quantity").doubleValue()).isEqualTo(98.5);
            assertThat(pack.path("status").textValue()).isEqualTo("online");
            assertThat(recent.size()).isOne();
        }
    }

    @Test
    void costs_may_be_asked_once_a_second() {
        try (Rig rig = Rig.started()) {
            String path = "/account/costs?start_time=0&end_time=1";
            rig.get(path).isOk();

            rig.get(path).isRefused(429, 1302);
            rig.time.passSeconds(1);
            assertThat(rig.get(path).isOk().data().path("msg").textValue()).isEqualTo("success");
        }
    }

    @Test
    void costs_needs_a_window() {
        try (Rig rig = Rig.started()) {
            assertThat(rig.get("/account/costs?start_time=0")
                            .isRefused(400, 1200)
                            .message())
                    .startsWith("Missing Request Parameter");
        }
    }

    @Test
    void packs_say_when_they_are_used_up_or_over() {
        try (Rig rig = Rig.with(builder -> builder.pack(new ResourcePack(
                        "small", ProductType.VIDEO, new BigDecimal("1.5"), 5, Duration.ZERO, Duration.ofDays(90)))
                .pack(ResourcePack.of(ProductType.IMAGE, 10, 9).goodFor(Duration.ofDays(1))))) {
            rig.video("order-1", "a fox [[sim:time=1s]]");
            rig.time.pass(Duration.ofDays(2));

            assertThat(costs(rig, Duration.ofDays(400), "")
                            .valueStream()
                            .map(pack -> pack.path("status").textValue()))
                    .containsExactlyInAnyOrder("runOut", "expired");
        }
    }

    @Test
    void deductions_carry_the_balance_from_line_to_line() {
        try (Rig rig = Rig.with(builder -> builder.pack(ResourcePack.of(ProductType.VIDEO, 100, 5)))) {
            rig.video("order-1", "a fox [[sim:time=1s]]");
            rig.time.passSeconds(1);
            String second = rig.video("order-2", "a fox [[sim:time=1s]]");
            rig.time.passSeconds(1);

            JsonNode data = rig.post(PACKAGE, window()).isOk().data();

            assertThat(data.path("has_more").booleanValue()).isFalse();
            assertThat(data.path("result").path("count").intValue()).isEqualTo(2);
            JsonNode newest = data.path("result").path("detail").path(0);
            assertThat(newest.path("task_id").textValue()).isEqualTo(second);
            assertThat(newest.path("product_type").textValue()).isEqualTo("video");
            assertThat(newest.path("model_name").textValue()).isEqualTo("kling-v2-6");
            assertThat(newest.path("resolution").textValue()).isEqualTo("720p");
            assertThat(newest.path("video_sound").textValue()).isEqualTo("off");
            assertThat(newest.path("deduction_time").textValue()).isEqualTo(Long.toString(rig.time.millis()));
            assertThat(newest.path("unit_before_deduction").doubleValue()).isEqualTo(98.5);
            assertThat(newest.path("deduction_amount").doubleValue()).isEqualTo(1.5);
            assertThat(newest.path("unit_after_deduction").doubleValue()).isEqualTo(97.0);
        }
    }

    @Test
    void the_cursor_brings_its_question_along() {
        try (Rig rig = Rig.with(builder -> builder.pack(ResourcePack.of(ProductType.VIDEO, 100, 50)))) {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                ids.add(rig.video("order-" + i, "a fox [[sim:time=1s]]"));
                rig.time.passSeconds(1);
            }
            rig.kling.settle();
            List<String> found = new ArrayList<>();

            JsonNode data = rig.post(PACKAGE, window().replace("}", ",'limit':2}"))
                    .isOk()
                    .data();
            found.addAll(ids(data));
            rig.video("late", "a fox [[sim:time=1s]]");
            rig.time.passSeconds(1);
            while (data.path("has_more").booleanValue()) {
                data = rig.post(
                                PACKAGE,
                                "{'cursor':'" + data.path("next_cursor").textValue() + "'}")
                        .isOk()
                        .data();
                found.addAll(ids(data));
            }

            assertThat(found).isEqualTo(ids.reversed());
            rig.post(PACKAGE, "{'cursor':'nonsense'}").isRefused(400, 1201);
        }
    }

    @Test
    void deductions_can_be_filtered() {
        try (Rig rig = Rig.started()) {
            rig.video("order-1", "a fox [[sim:time=1s]]");
            rig.post("/v1/images/generations", "{'prompt':'x [[sim:time=1s]]'}").isOk();
            rig.time.passSeconds(1);

            assertThat(ids(filtered(rig, "{'key':'product_type','values':['image']}")))
                    .hasSize(1);
            assertThat(ids(filtered(rig, "{'key':'package_name','values':['nonsense']}")))
                    .isEmpty();
            rig.post(PACKAGE, "{'limit':5}").isRefused(400, 1200);
            rig.post(
                            PACKAGE,
                            window().replace(
                                            "}",
                                            ",'filters':[{'key':'package_name','values':['a']},"
                                                    + "{'key':'package_id','values':['a']}]}"))
                    .isRefused(400, 1201);
        }
    }

    @Test
    void a_price_that_no_single_pack_holds_is_taken_from_several() {
        try (Rig rig = Rig.with(
                builder -> builder.pack(ResourcePack.of(ProductType.VIDEO, 1, 5).goodFor(Duration.ofDays(10)))
                        .pack(ResourcePack.of(ProductType.VIDEO, 100, 5)))) {
            rig.video("order-1", "a fox [[sim:time=1s]]");
            rig.time.passSeconds(1);

            JsonNode detail =
                    rig.post(PACKAGE, window()).isOk().data().path("result").path("detail");

            assertThat(detail.valueStream()
                            .map(line -> line.path("deduction_amount").doubleValue()))
                    .containsExactly(0.5, 1.0);
        }
    }

    @Test
    void what_is_left_in_an_expired_pack_is_not_touched() {
        ResourcePack over = ResourcePack.of(ProductType.VIDEO, 50, 5).goodFor(Duration.ofDays(1));
        ResourcePack good = ResourcePack.of(ProductType.VIDEO, 100, 5);
        try (Rig rig = Rig.with(builder -> builder.pack(over).pack(good))) {
            rig.time.pass(Duration.ofDays(2));
            rig.video("order-1", "a fox [[sim:time=1s]]");
            rig.time.passSeconds(1);

            JsonNode named = filtered(rig, "{'key':'package_name','values':['" + good.name() + "']}");

            assertThat(ids(named)).hasSize(1);
            assertThat(named.path("result")
                            .path("detail")
                            .path(0)
                            .path("unit_after_deduction")
                            .doubleValue())
                    .isEqualTo(98.5);
        }
    }

    private static JsonNode filtered(Rig rig, String filter) {
        return rig.post(PACKAGE, window().replace("}", ",'filters':[" + filter + "]}"))
                .isOk()
                .data();
    }

    private static List<String> ids(JsonNode data) {
        return data.path("result")
                .path("detail")
                .valueStream()
                .map(line -> line.path("task_id").textValue())
                .toList();
    }

    private static String window() {
        return "{'start_time':0,'end_time':"
                + Instant.parse("2027-01-01T00:00:00Z").toEpochMilli() + "}";
    }

    private static JsonNode costs(Rig rig, Duration back, String more) {
        long now = rig.time.millis();
        return rig.get("/account/costs?start_time=" + (now - back.toMillis()) + "&end_time=" + now + more)
                .isOk()
                .data()
                .path("resource_pack_subscribe_infos");
    }
}
