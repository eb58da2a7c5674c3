package klinggateway.infra;

import static klinggateway.infra.TemplateFile.arnOf;
import static klinggateway.infra.TemplateFile.each;
import static klinggateway.infra.TemplateFile.events;
import static klinggateway.infra.TemplateFile.ref;
import static klinggateway.infra.TemplateFile.references;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a reviewer asks of functions, events, queues, logs and alarms. {@code docs/security.md} names the rules of the usual checkers. */
class TemplateRulesTest {

    private final TemplateFile template = TemplateFile.read();
    private final Map<String, JsonNode> functions = template.functions();

    @Test
    void each_function_says_how_much_memory_and_time_it_has() {
        assertThat(functions).hasSize(14).allSatisfy((id, function) -> {
            assertThat(function.path("MemorySize").asInt()).as(id).isBetween(128, 10_240);
            assertThat(function.path("Timeout").asInt()).as(id).isBetween(1, 900);
        });
    }

    @Test
    void a_function_that_only_answers_requests_ends_before_api_gateway_gives_up() {
        functions.forEach((id, function) -> {
            if (!events(function, "HttpApi").isEmpty()
                    && events(function, "Schedule").isEmpty()) {
                assertThat(function.path("Timeout").asInt()).as(id).isLessThan(30);
            }
        });
    }

    @Test
    void each_function_has_a_log_of_its_own_and_no_log_is_kept_for_good() {
        Set<JsonNode> logs = new HashSet<>();
        functions.forEach((id, function) -> {
            assertThat(logs.add(function.at("/LoggingConfig/LogGroup"))).as(id).isTrue();
        });
        logs.add(ref("AccessLog"));

        Map<String, JsonNode> groups = template.resources("AWS::Logs::LogGroup");
        assertThat(groups.keySet().stream().map(TemplateFile::ref)).containsExactlyInAnyOrderElementsOf(logs);
        assertThat(groups)
                .allSatisfy((id, group) -> assertThat(group.at("/Properties/RetentionInDays"))
                        .as(id)
                        .isEqualTo(ref("LogRetentionDays")));
    }

    @Test
    void the_access_log_has_neither_paths_nor_queries_nor_headers() {
        JsonNode api = template.properties("Api");

        assertThat(api.at("/AccessLogSettings/DestinationArn")).isEqualTo(arnOf("AccessLog"));
        assertThat(api.at("/AccessLogSettings/Format").asText())
                .contains("$context.routeKey", "$context.status", "$context.requestId")
                .doesNotContain("$context.path", "query", "protocol", "userAgent", "authorizer");
        assertThat(references(api.path("DefaultRouteSettings"))).containsExactly("RequestBurst", "RequestsPerSecond");
    }

    @Test
    void what_fails_asynchronously_ends_in_a_queue() {
        Set<JsonNode> rules = new HashSet<>();
        functions.forEach((id, function) -> {
            for (String name : events(function, "Schedule")) {
                assertThat(function.at("/EventInvokeConfig/DestinationConfig/OnFailure/Destination"))
                        .as(id)
                        .isEqualTo(arnOf("ScheduleDeadLetterQueue"));
                assertThat(function.path("EventInvokeConfig").has("MaximumEventAgeInSeconds"))
                        .as(id)
                        .isTrue();
                assertThat(function.at("/Events/" + name + "/Properties/DeadLetterConfig/Arn"))
                        .as(id)
                        .isEqualTo(arnOf("ScheduleDeadLetterQueue"));
                rules.add(arnOf(id + name));
            }
        });

        // EventBridge may send there for these rules and no others.
        assertThat(template.properties("ScheduleDeadLetterQueuePolicy").findValue("aws:SourceArn"))
                .containsExactlyInAnyOrderElementsOf(rules);
    }

    @Test
    void a_message_stays_hidden_six_times_as_long_as_it_may_be_worked_on_and_ends_in_a_queue() {
        functions.forEach((id, function) -> events(function, "SQS").forEach(name -> {
            JsonNode source = function.at("/Events/" + name + "/Properties");
            JsonNode queue =
                    template.properties(source.at("/Queue/Fn::GetAtt/0").asText());

            assertThat(queue.path("VisibilityTimeout").asInt())
                    .as(id)
                    .isGreaterThanOrEqualTo(6 * function.path("Timeout").asInt());
            assertThat(queue.at("/RedrivePolicy/maxReceiveCount").asInt()).isGreaterThanOrEqualTo(5);
            assertThat(queue.at("/RedrivePolicy/deadLetterTargetArn"))
                    .isEqualTo(arnOf(id.replace("Function", "DeadLetterQueue")));
            assertThat(source.at("/FunctionResponseTypes/0").asText()).isEqualTo("ReportBatchItemFailures");
            assertThat(source.at("/ScalingConfig").has("MaximumConcurrency")).isTrue();
            // It sends to the queue that feeds it, which Lambda would take for an endless loop.
            assertThat(function.path("RecursiveLoop").asText()).isEqualTo("Allow");
        }));
    }

    @Test
    void queues_are_encrypted_and_refuse_what_is_not_sent_by_tls() {
        Set<JsonNode> refusing = template.resources("AWS::SQS::QueuePolicy").values().stream()
                .map(policy -> policy.path("Properties"))
                .filter(policy -> each(policy.at("/PolicyDocument/Statement"))
                        .anyMatch(statement -> statement.path("Effect").asText().equals("Deny")
                                && statement
                                        .at("/Condition/Bool/aws:SecureTransport")
                                        .asText()
                                        .equals("false")
                                && statement.path("Action").asText().equals("sqs:*")))
                .flatMap(policy -> each(policy.path("Queues")))
                .collect(Collectors.toSet());

        template.resources("AWS::SQS::Queue").forEach((id, queue) -> {
            assertThat(queue.at("/Properties/SqsManagedSseEnabled").asText())
                    .as(id)
                    .isEqualTo("true");
            assertThat(queue.path("Properties").has("RedriveAllowPolicy"))
                    .as(id)
                    .isTrue();
            assertThat(refusing).contains(ref(id));
        });
        assertThat(template.properties("AlarmTopic").path("KmsMasterKeyId")).isEqualTo(arnOf("AlarmKey"));
    }

    @Test
    void each_alarm_tells_somebody_what_is_wrong() {
        assertThat(template.resources("AWS::CloudWatch::Alarm")).isNotEmpty().allSatisfy((id, alarm) -> {
            assertThat(alarm.at("/Properties/AlarmActions/0")).as(id).isEqualTo(ref("AlarmTopic"));
            assertThat(alarm.at("/Properties/AlarmDescription").asText()).as(id).startsWith("Kling Gateway - ");
            assertThat(alarm.at("/Properties/TreatMissingData").asText()).as(id).isIn("notBreaching", "breaching");
        });
    }

    @Test
    void each_function_has_alarms_on_errors_and_throttles_and_each_dead_letter_queue_on_its_depth() {
        Set<String> watched = template.resources("AWS::CloudWatch::Alarm").values().stream()
                .map(alarm -> alarm.path("Properties"))
                .map(alarm -> alarm.path("MetricName").asText() + " of "
                        + alarm.at("/Dimensions/0/Value/Ref")
                                .asText(alarm.at("/Dimensions/0/Value/Fn::GetAtt/0")
                                        .asText()))
                .collect(Collectors.toSet());

        functions.keySet().forEach(id -> assertThat(watched).contains("Errors of " + id, "Throttles of " + id));
        assertThat(watched)
                .contains(
                        "ApproximateNumberOfMessagesVisible of PollDeadLetterQueue",
                        "ApproximateNumberOfMessagesVisible of DeliverDeadLetterQueue",
                        "ApproximateNumberOfMessagesVisible of ScheduleDeadLetterQueue",
                        "ApproximateAgeOfOldestMessage of PollQueue",
                        "ApproximateAgeOfOldestMessage of DeliverQueue");
    }

    @Test
    void each_function_that_people_or_jobs_wait_for_is_deployed_step_by_step() {
        functions.forEach((id, function) -> {
            if (!events(function, "HttpApi").isEmpty()
                    || !events(function, "SQS").isEmpty()) {
                String canary = id.replace("Function", "Canary");
                assertThat(function.at("/DeploymentPreference/Type")).as(id).isEqualTo(ref("Deployment"));
                assertThat(references(function.at("/DeploymentPreference/Alarms")))
                        .contains(canary, "ServerErrors");
                assertThat(template.properties(canary).toString())
                        .contains(id + "\",\"Version.Version", "${" + id + "}:live");
            }
        });
    }

    @Test
    void a_parameter_that_a_function_sees_makes_a_new_version_of_it() {
        JsonNode globals = template.root().at("/Globals/Function");
        assertThat(globals.path("AutoPublishAliasAllProperties").asText()).isEqualTo("true");
        Set<String> seen = new TreeSet<>(references(globals));
        seen.retainAll(parameters());

        functions.forEach((id, function) -> {
            String description = function.at("/VersionDescription/Fn::Sub").asText();
            // Only compact adds up days of zones, and it asks neither Kling nor the catalogue.
            List<String> expected = id.equals("CompactFunction")
                    ? List.of("ReportZones", "JobRetentionDays", "UsageRetentionDays", "Tracing")
                    : seen.stream().filter(name -> !name.equals("ReportZones")).toList();
            assertThat(expected)
                    .allSatisfy(name -> assertThat(description).as(id).contains("${" + name + "}"));
        });
    }

    @Test
    void each_parameter_is_explained_limited_and_in_one_group() {
        List<String> grouped = each(template.root().at("/Metadata/AWS::CloudFormation::Interface/ParameterGroups"))
                .flatMap(group -> each(group.path("Parameters")))
                .map(JsonNode::asText)
                .toList();

        assertThat(grouped).containsExactlyInAnyOrderElementsOf(parameters());
        template.root().path("Parameters").properties().forEach(parameter -> {
            JsonNode declared = parameter.getValue();
            assertThat(declared.path("Description").asText())
                    .as(parameter.getKey())
                    .endsWith(".");
            assertThat(declared.has("Default")).as(parameter.getKey()).isTrue();
            if (declared.path("Type").asText().equals("Number")) {
                assertThat(declared.has("AllowedValues") || (declared.has("MinValue") && declared.has("MaxValue")))
                        .as(parameter.getKey())
                        .isTrue();
            }
        });
    }

    private Set<String> parameters() {
        return template.root().path("Parameters").properties().stream()
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
