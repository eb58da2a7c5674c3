package klinggateway.kling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import klinggateway.kling.KlingTask.Cash;
import klinggateway.kling.KlingTask.Deduction;
import klinggateway.kling.KlingTask.Output;
import klinggateway.kling.KlingTask.Status;

/**
 * One answer of Kling's, read leniently: numbers may be texts, members may be missing, what is unknown is passed over, and
 * a proxy's HTML page is just an answer without a code (docs/kling.md, Answers).
 *
 * @param body a missing node if it was not JSON
 */
record KlingAnswer(int httpStatus, JsonNode body) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    /** Where an item has its files: most have one, a sound has two, and three views of a subject have three. */
    private static final List<String> FILES =
            List.of("url", "url_mp3", "mp3_url", "url_wav", "wav_url", "url_1", "url_2", "url_3");

    private static final int NUMBER_LIMIT = 40;
    private static final int MESSAGE_LIMIT = 300;
    /** Also a URL of data, which holds a whole file. */
    private static final Pattern URL = Pattern.compile("(?i)(?:[a-z][a-z0-9+.-]*://|data:[a-z]+/)\\S+");

    private static final BigDecimal LATEST = BigDecimal.valueOf(253_402_300_799_999L);
    private static final BigDecimal MOST_PLAUSIBLE = BigDecimal.valueOf(1_000_000);

    static KlingAnswer read(int httpStatus, byte[] bytes) {
        try {
            return new KlingAnswer(httpStatus, JSON.readTree(bytes));
        } catch (JsonProcessingException | NumberFormatException notJson) {
            return new KlingAnswer(httpStatus, MissingNode.getInstance());
        } catch (IOException impossible) {
            throw new IllegalStateException("reading from memory", impossible);
        }
    }

    boolean isSuccess() {
        return httpStatus == 200
                && number(body.path("code")).filter(code -> code.signum() == 0).isPresent();
    }

    KlingError error() {
        return new KlingError(
                httpStatus,
                number(body.path("code")).map(BigDecimal::intValue),
                words(text(body.path("message")).orElse("")),
                requestId());
    }

    /** The task under {@code data}, where there is one with an id. */
    Optional<KlingTask> task() {
        return task(body.path("data"));
    }

    /** The tasks of a list under {@code data}. */
    List<KlingTask> tasks() {
        List<KlingTask> tasks = new ArrayList<>();
        body.path("data").forEach(node -> task(node).ifPresent(tasks::add));
        return tasks;
    }

    private Optional<KlingTask> task(JsonNode node) {
        return first(node, "task_id", "id")
                .map(id -> new KlingTask(
                        id,
                        Status.of(first(node, "task_status", "status").orElse("")),
                        words(first(node, "task_status_msg", "message").orElse("")),
                        moment(node, "created_at", "create_time"),
                        moment(node, "updated_at", "update_time"),
                        outputs(node),
                        deduction(node),
                        requestId()));
    }

    private static List<Output> outputs(JsonNode node) {
        List<Output> outputs = new ArrayList<>();
        JsonNode result = node.path("task_result");
        addAll(outputs, result.path("videos"), "video");
        addAll(outputs, result.path("images"), "image");
        addAll(outputs, result.path("audios"), "audio");
        addAll(outputs, node.path("outputs"), "video");
        return outputs;
    }

    private static void addAll(List<Output> outputs, JsonNode list, String defaultType) {
        for (JsonNode item : list) {
            Optional<String> type = text(item.path("type"));
            for (String name : FILES) {
                text(item.path(name))
                        .ifPresent(url -> outputs.add(new Output(
                                type.orElse(defaultType),
                                text(item.path("id")),
                                url,
                                text(item.path("watermark_url")),
                                number(item.path("duration"))
                                        .or(() -> number(item.path("duration_mp3")))
                                        .map(BigDecimal::doubleValue))));
            }
        }
    }

    /** Each generation has its own members for it; {@code billing} counts only where the older ones are absent. */
    private static Deduction deduction(JsonNode node) {
        Optional<BigDecimal> units = plausible(node.path("final_unit_deduction"));
        JsonNode balance = node.path("final_balance_deduction");
        Optional<Cash> cash = plausible(balance.path("quota"))
                .or(() -> plausible(balance.path("list_price")))
                .map(amount -> new Cash(amount, text(balance.path("currency"))));
        if (units.isPresent() || cash.isPresent()) {
            return new Deduction(units, cash);
        }
        for (JsonNode line : node.path("billing")) {
            Optional<BigDecimal> amount = plausible(line.path("amount"));
            boolean isCash =
                    text(line.path("charge_type")).filter("cash"::equals).isPresent();
            if (amount.isPresent() && isCash) {
                BigDecimal before = cash.map(Cash::amount).orElse(BigDecimal.ZERO);
                cash = Optional.of(new Cash(before.add(amount.get()), text(line.path("currency"))));
            } else if (amount.isPresent()) {
                units = Optional.of(units.orElse(BigDecimal.ZERO).add(amount.get()));
            }
        }
        return new Deduction(units, cash);
    }

    /** An amount that can be one: more than nothing, and less than what no task costs. */
    private static Optional<BigDecimal> plausible(JsonNode node) {
        return number(node).filter(amount -> amount.signum() > 0 && amount.compareTo(MOST_PLAUSIBLE) < 0);
    }

    /** What Kling says, fit to be kept and shown: a URL in it may open what it leads to, so it is left out. */
    private static String words(String message) {
        return URL.matcher(shortened(message)).replaceAll("<url>");
    }

    private static String shortened(String message) {
        int characters = Math.min(MESSAGE_LIMIT, message.codePointCount(0, message.length()));
        return message.substring(0, message.offsetByCodePoints(0, characters));
    }

    private Optional<String> requestId() {
        return text(body.path("request_id")).map(KlingAnswer::shortened);
    }

    private static Optional<Instant> moment(JsonNode node, String name, String otherName) {
        return number(node.path(name))
                .or(() -> number(node.path(otherName)))
                .filter(millis -> millis.signum() > 0 && millis.compareTo(LATEST) < 0)
                .map(millis -> Instant.ofEpochMilli(millis.longValue()));
    }

    private static Optional<String> first(JsonNode node, String name, String otherName) {
        return text(node.path(name)).or(() -> text(node.path(otherName)));
    }

    private static Optional<String> text(JsonNode node) {
        return node.isValueNode() && !node.isNull() && !node.asText().isEmpty()
                ? Optional.of(node.asText())
                : Optional.empty();
    }

    /** A number, or a text that is one; none of Kling's has an exponent so large that arithmetic on it takes long. */
    private static Optional<BigDecimal> number(JsonNode node) {
        try {
            return (node.isNumber()
                            ? Optional.of(node.decimalValue())
                            : shortText(node).map(BigDecimal::new))
                    .filter(number ->
                            Math.abs((long) number.scale()) <= NUMBER_LIMIT && number.precision() <= NUMBER_LIMIT);
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private static Optional<String> shortText(JsonNode node) {
        return text(node).filter(text -> text.length() <= NUMBER_LIMIT);
    }
}
