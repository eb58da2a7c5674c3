package klinggateway.aws;

import java.util.Optional;
import klinggateway.alert.Topic;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;

/** A topic in SNS. */
public final class SnsTopic implements Topic {

    private final SnsClient sns;
    private final String arn;

    public SnsTopic(SnsClient sns, String arn) {
        this.sns = sns;
        this.arn = arn;
    }

    @Override
    public Optional<String> publish(String subject, String body) {
        try {
            sns.publish(request -> request.topicArn(arn).subject(subject).message(body));
            return Optional.empty();
        } catch (SdkException e) {
            return Optional.of("SNS did not take it: " + e.getMessage());
        }
    }
}
