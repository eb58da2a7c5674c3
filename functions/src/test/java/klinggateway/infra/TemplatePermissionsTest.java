package klinggateway.infra;

import static klinggateway.infra.TemplateFile.each;
import static klinggateway.infra.TemplateFile.ref;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is allowed to whom. */
class TemplatePermissionsTest {

    /** Where a {@code *} is, and why. */
    private static final Map<String, String> STARS = Map.of(
            "FunctionBoundary.Logs", "the names of log streams are Lambda's",
            "FunctionBoundary.KeyOfTheSecrets", "the id of AWS's own key is known to nobody beforehand",
            "FunctionBoundary.Traces", "X-Ray has no resources",
            "AlarmKey.Account",
                    "in a key's policy the resource is that key; IAM decides who in the account may do what",
            "AlarmKey.Alarms", "in a key's policy the resource is that key");

    private final TemplateFile template = TemplateFile.read();

    /** A permission, with the resource that it is given on. */
    private record Permission(String action, JsonNode resource) {}

    @Test
    void nothing_is_allowed_with_a_star_but_for_a_reason() {
        List<String> starred = new ArrayList<>();
        for (Map.Entry<String, JsonNode> resource :
                template.root().path("Resources").properties()) {
            for (JsonNode statement : resource.getValue().findValues("Statement")) {
                each(statement)
                        .filter(TemplatePermissionsTest::isAllowed)
                        .filter(TemplatePermissionsTest::hasStar)
                        .forEach(allowed -> starred.add(
                                resource.getKey() + "." + allowed.path("Sid").asText()));
            }
        }

        assertThat(starred).containsExactlyInAnyOrderElementsOf(STARS.keySet());
    }

    @Test
    void only_aws_services_are_allowed_in_from_outside_and_only_for_this_account() {
        Stream.of("AWS::SQS::QueuePolicy", "AWS::SNS::TopicPolicy")
                .flatMap(type -> template.resources(type).values().stream())
                .flatMap(policy -> each(policy.at("/Properties/PolicyDocument/Statement")))
                .filter(TemplatePermissionsTest::isAllowed)
                .forEach(statement -> {
                    assertThat(statement.at("/Principal/Service").asText()).endsWith(".amazonaws.com");
                    assertThat(statement.path("Condition").toString()).containsPattern("aws:Source(Arn|Account)");
                });
    }

    @Test
    void no_function_is_given_what_the_boundary_takes_back() {
        JsonNode boundary = template.properties("FunctionBoundary").at("/PolicyDocument/Statement");
        Set<Permission> most = permissions(boundary);

        assertThat(template.root().at("/Globals/Function/PermissionsBoundary")).isEqualTo(ref("FunctionBoundary"));
        template.functions()
                .forEach((id, function) -> each(function.path("Policies"))
                        .forEach(policy -> assertThat(most).as(id).containsAll(permissions(policy.path("Statement")))));
    }

    @Test
    void the_boundary_allows_nothing_that_no_function_is_given() {
        // What SAM's own policies are for: logs, the poll queue's messages, failed schedules, traces, and the secrets'
        // key.
        Set<String> byAws = Set.of("Logs", "KeyOfTheSecrets", "Traces", "FailedSchedules");
        Set<Permission> given = new HashSet<>();
        template.functions().values().stream()
                .flatMap(function -> each(function.path("Policies")))
                .forEach(policy -> given.addAll(permissions(policy.path("Statement"))));
        Set<String> givenActions = new HashSet<>(Set.of("sqs:ReceiveMessage", "sqs:DeleteMessage"));
        given.forEach(permission -> givenActions.add(permission.action()));

        each(template.properties("FunctionBoundary").at("/PolicyDocument/Statement"))
                .filter(statement -> !byAws.contains(statement.path("Sid").asText()))
                .forEach(statement -> {
                    assertThat(each(statement.path("Action")).map(JsonNode::asText))
                            .isSubsetOf(givenActions);
                    assertThat(each(statement.path("Resource")))
                            .allMatch(resource -> given.stream()
                                    .anyMatch(
                                            permission -> permission.resource().equals(resource)));
                });
    }

    @Test
    void secrets_are_in_secrets_manager_only() {
        assertThat(template.root().findValues("NoEcho")).isEmpty();
        assertThat(template.root().findValues("SecretString")).isEmpty();
        assertThat(template.root().at("/Globals/Function/Environment/Variables").properties())
                .filteredOn(variable -> variable.getKey().contains("SECRET"))
                .hasSize(3)
                .allSatisfy(variable -> assertThat(variable.getKey()).endsWith("_SECRET_ARN"));
    }

    private static Set<Permission> permissions(JsonNode statements) {
        Set<Permission> permissions = new HashSet<>();
        each(statements)
                .filter(TemplatePermissionsTest::isAllowed)
                .forEach(statement -> each(statement.path("Action"))
                        .forEach(action -> each(statement.path("Resource"))
                                .forEach(resource -> permissions.add(new Permission(action.asText(), resource)))));
        return permissions;
    }

    private static boolean isAllowed(JsonNode statement) {
        return statement.path("Effect").asText().equals("Allow");
    }

    private static boolean hasStar(JsonNode statement) {
        return (statement.path("Action") + " " + statement.path("Resource")).contains("*")
                || statement.path("Principal").toString().contains("*");
    }
}
