package klinggateway.emulators.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

    private static final Path REAL = Path.of("..", "infra", "template.yaml");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void understands_the_template_that_is_deployed() {
        Template template = Template.read(REAL, Map.of());

        assertThat(template.routes()).contains(new Route("POST", "/api/generate-video", "GenerateFunction"));
        assertThat(template.queueSources())
                .contains(new QueueSource("PollFunction", "PollQueue", 20, Duration.ofSeconds(2), true, 2));
        assertThat(template.schedules())
                .contains(
                        new Schedule("SweepFunction", "EveryMinute", Duration.ofMinutes(1), Optional.empty()),
                        new Schedule(
                                "AuditFunction", "EveryDay", Duration.ofDays(1), Optional.of(LocalTime.of(3, 17))));
        assertThat(template.queues())
                .contains(new QueueResource(
                        "PollQueue",
                        Duration.ofMinutes(12),
                        Duration.ofDays(14),
                        Duration.ZERO,
                        Optional.of(new QueueResource.Redrive("PollDeadLetterQueue", 5))));
        assertThat(template.tables()).extracting(TableResource::id).contains("JobsTable", "UsageTable");
        assertThat(template.secrets()).extracting(SecretResource::id).contains("GatewaySecret", "AdminSecret");
    }

    @Test
    void gives_parameters_their_values_and_defaults() {
        Template template = Template.read(REAL, Map.of("KlingVideoConcurrency", "7"));

        assertThat(template.parameters())
                .containsEntry("KlingVideoConcurrency", "7")
                .containsEntry("KlingImageConcurrency", "9");
    }

    @Test
    void reports_all_wrong_parameters_at_once_without_their_values() {
        assertThatThrownBy(() -> Template.read(
                        REAL, Map.of("KlingVideoConcurrency", "51", "KlingEndpoint", "nonsense", "Klingg", "x")))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("no parameter Klingg")
                .hasMessageContaining("KlingVideoConcurrency must be at most 50")
                .hasMessageContaining("KlingEndpoint must be a scheme and a host, without a path")
                .hasMessageNotContaining("nonsense");
    }

    @Test
    void puts_a_functions_own_properties_above_the_global_ones() throws IOException {
        Template template = read("""
                Globals:
                  Function:
                    Timeout: 29
                    MemorySize: 512
                    Environment: { Variables: { A: global, B: global } }
                Resources:
                  Own:
                    Type: AWS::Serverless::Function
                    Properties:
                      Handler: some.Handler::handleRequest
                      Timeout: 5
                      Environment: { Variables: { B: own } }
                """);

        assertThat(template.functions())
                .containsExactly(new FunctionResource(
                        "Own",
                        "some.Handler",
                        Duration.ofSeconds(5),
                        512,
                        Map.of("A", new Expression.Text("global"), "B", new Expression.Text("own"))));
    }

    @Test
    void reads_an_index_with_several_key_attributes() throws IOException {
        Template template = read("""
                Resources:
                  Things:
                    Type: AWS::DynamoDB::Table
                    Properties:
                      BillingMode: PAY_PER_REQUEST
                      TimeToLiveSpecification: { AttributeName: expiresAt, Enabled: true }
                      AttributeDefinitions:
                        - { AttributeName: a, AttributeType: S }
                        - { AttributeName: b, AttributeType: N }
                      KeySchema: [{ AttributeName: a, KeyType: HASH }]
                      GlobalSecondaryIndexes:
                        - IndexName: both
                          KeySchema: [{ AttributeName: a, KeyType: HASH }, { AttributeName: b, KeyType: HASH }]
                          Projection: { ProjectionType: INCLUDE, NonKeyAttributes: [c] }
                """);

        var a = new TableResource.Key("a", "HASH");
        var b = new TableResource.Key("b", "HASH");
        assertThat(template.tables())
                .containsExactly(new TableResource(
                        "Things",
                        Map.of("a", "S", "b", "N"),
                        List.of(a),
                        List.of(new TableResource.Index("both", List.of(a, b), "INCLUDE", List.of("c"))),
                        Optional.of("expiresAt")));
    }

    @ParameterizedTest
    @CsvSource({"rate(1 minute),PT1M", "rate(15 minutes),PT15M", "rate(6 hours),PT6H", "rate(1 day),PT24H"})
    void understands_rates(String expression, Duration every) {
        Schedule schedule = Schedule.of("Some", "Often", expression);

        assertThat(schedule).isEqualTo(new Schedule("Some", "Often", every, Optional.empty()));
        assertThat(schedule.untilFirst(Instant.parse("2026-11-24T13:00:00Z"))).isEqualTo(every);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T03:16:59Z,PT1S",
        "2026-11-24T03:17:00Z,PT24H",
        "2026-11-24T13:00:00Z,PT14H17M",
    })
    void understands_a_time_of_day(Instant now, Duration untilFirst) {
        Schedule schedule = Schedule.of("Some", "Daily", "cron(17 3 * * ? *)");

        assertThat(schedule.every()).isEqualTo(Duration.ofDays(1));
        assertThat(schedule.untilFirst(now)).isEqualTo(untilFirst);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rate(0 minutes)",
                "rate(1 minutes)",
                "rate(2 minute)",
                "rate(5)",
                "cron(0 12 1 * ? *)",
                "cron(60 12 * * ? *)",
                "cron(0 24 * * ? *)"
            })
    void refuses_what_is_no_rate(String expression) {
        assertThatThrownBy(() -> Schedule.of("Some", "Often", expression)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "VisibilityTimeout: 50000|VisibilityTimeout must be 0 to 43200 seconds",
                "FifoQueue: true|FifoQueue is not understood",
                "RedrivePolicy: { deadLetterTargetArn: !GetAtt Gone.Arn, maxReceiveCount: 2 }|Gone, which is not in",
                "DelaySeconds: !Ref Nothing|refers to Nothing",
                "DelaySeconds: !If [a, b, c]|uses If",
                "DelaySeconds: soon|must be a whole number"
            })
    void names_the_line_and_the_property_it_does_not_understand(String property, String reason) {
        assertThatThrownBy(() -> read("""
                        Resources:
                          Work:
                            Type: AWS::SQS::Queue
                            Properties:
                              %s
                        """.formatted(property)))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("template.yaml:")
                .hasMessageContaining("Resources.Work")
                .hasMessageContaining(reason);
    }

    @Test
    void refuses_a_resource_type_it_does_not_know() {
        assertThatThrownBy(() -> read("""
                        Resources:
                          Machine: { Type: AWS::StepFunctions::StateMachine }
                        """))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("template.yaml:2: Resources.Machine has the type");
    }

    @Test
    void knows_which_secrets_are_generated_and_which_wait_for_the_operator() throws IOException {
        Template template = read("""
                Resources:
                  Made:
                    Type: AWS::SecretsManager::Secret
                    Properties: { GenerateSecretString: { PasswordLength: 43 } }
                  Set:
                    Type: AWS::SecretsManager::Secret
                    Properties: { Description: empty at first }
                """);

        assertThat(template.secrets())
                .containsExactly(
                        new SecretResource("Made", OptionalInt.of(43)), new SecretResource("Set", OptionalInt.empty()));
    }

    @Test
    void refuses_a_secret_whose_value_is_in_the_template() {
        assertThatThrownBy(() -> read("""
                        Resources:
                          Set:
                            Type: AWS::SecretsManager::Secret
                            Properties: { SecretString: hunter2 }
                        """))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("SecretString is not understood")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void passes_over_alarms() throws IOException {
        assertThat(read("""
                        Resources:
                          Alarm: { Type: AWS::CloudWatch::Alarm, Condition: Whatever }
                        """).functions()).isEmpty();
    }

    @Test
    void refuses_a_route_that_two_functions_want() {
        assertThatThrownBy(() -> read("""
                        Resources:
                          One:
                            Type: AWS::Serverless::Function
                            Properties:
                              Handler: one.Handler
                              Events: { Get: { Type: HttpApi, Properties: { Method: GET, Path: /x } } }
                          Two:
                            Type: AWS::Serverless::Function
                            Properties:
                              Handler: two.Handler
                              Events: { Get: { Type: HttpApi, Properties: { Method: get, Path: /x } } }
                        """))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("GET /x, which One has already");
    }

    @Test
    void refuses_a_function_that_may_outlive_the_visibility_of_its_messages() {
        assertThatThrownBy(() -> read("""
                        Resources:
                          Work: { Type: AWS::SQS::Queue }
                          Worker:
                            Type: AWS::Serverless::Function
                            Properties:
                              Handler: one.Handler
                              Timeout: 31
                              Events: { Work: { Type: SQS, Properties: { Queue: !GetAtt Work.Arn } } }
                        """))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("Resources.Worker has a longer Timeout");
    }

    private Template read(String yaml) throws IOException {
        Path file = folder.resolve("template.yaml");
        Files.writeString(file, yaml);
        return Template.read(file, Map.of());
    }
}
