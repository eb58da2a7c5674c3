package klinggateway.analytics;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import klinggateway.analytics.UsageAnswer.Bucket;
import klinggateway.analytics.UsageAnswer.Group;
import klinggateway.analytics.UsageAnswer.Share;

/**
 * The buckets of an answer as comma-separated values (RFC 4180): one row for each bucket, or for each of its groups where the
 * usage is grouped.
 */
final class UsageCsv {

    private static final List<String> BEFORE = List.of("start", "end");
    private static final List<String> AFTER = List.of(
            "calls", "units", "costUsd", "estimatedCostUsd", "settledCostUsd", "seconds", "averageProcessingTimeMs");

    /** What a spreadsheet would take for a formula; a number with a sign is none. */
    private static final Pattern FORMULA = Pattern.compile("[=+@\t\r-].*", Pattern.DOTALL);

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

    private UsageCsv() {}

    static String of(UsageAnswer answer) {
        List<String> groupBy = answer.range().groupBy();
        List<List<String>> rows = new ArrayList<>();
        rows.add(row(BEFORE, groupBy, AFTER));
        for (Bucket bucket : answer.buckets()) {
            List<String> range = List.of(bucket.start().toString(), bucket.end().toString());
            if (groupBy.isEmpty()) {
                rows.add(row(range, List.of(), values(bucket.sum())));
            }
            for (Group group : bucket.groups()) {
                rows.add(row(range, List.copyOf(group.by().values()), values(group.sum())));
            }
        }
        return rows.stream()
                .map(row -> row.stream().map(UsageCsv::quoted).collect(Collectors.joining(",")))
                .collect(Collectors.joining("\r\n", "", "\r\n"));
    }

    private static List<String> values(Share share) {
        return List.of(
                Long.toString(share.calls()),
                share.units().toPlainString(),
                dollars(share.costMicroUsd()),
                dollars(share.estimatedCostMicroUsd()),
                dollars(share.settledCostMicroUsd()),
                Long.toString(share.seconds()),
                share.averageProcessingTime().map(Object::toString).orElse(""));
    }

    private static String dollars(long microUsd) {
        return BigDecimal.valueOf(microUsd, 6).toPlainString();
    }

    private static List<String> row(List<String> first, List<String> second, List<String> third) {
        List<String> row = new ArrayList<>(first);
        row.addAll(second);
        row.addAll(third);
        return row;
    }

    static String quoted(String value) {
        boolean isFormula =
                FORMULA.matcher(value).matches() && !NUMBER.matcher(value).matches();
        String harmless = isFormula ? "'" + value : value;
        return harmless.matches("(?s).*[\",\r\n].*") ? "\"" + harmless.replace("\"", "\"\"") + "\"" : harmless;
    }
}
