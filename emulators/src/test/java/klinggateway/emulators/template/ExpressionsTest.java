package klinggateway.emulators.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionsTest {

    private static final Resolver NAMES = new Resolver() {
        @Override
        public String reference(String name) {
            return "<" + name + ">";
        }

        @Override
        public String attribute(String logicalId, String attribute) {
            return "<" + logicalId + " " + attribute + ">";
        }
    };

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain|plain",
                "12|12",
                "!Ref Queue|<Queue>",
                "{ Ref: Queue }|<Queue>",
                "!GetAtt Queue.Arn|<Queue Arn>",
                "!GetAtt [Queue, Arn]|<Queue Arn>",
                "{ 'Fn::GetAtt': [Queue, Arn] }|<Queue Arn>",
                "!Sub 'a ${Queue} ${Queue.Arn} ${!kept} ${AWS::Region}'|a <Queue> <Queue Arn> ${kept} <AWS::Region>",
                "!Sub ['${x}-${Queue}', { x: !Ref Table }]|<Table>-<Queue>",
                "{ 'Fn::Sub': '${Queue}' }|<Queue>",
                "!Join ['/', [a, !Ref Queue]]|a/<Queue>"
            })
    void computes_short_and_long_forms(String yaml, String value) {
        assertThat(Expressions.read(YamlNode.parse("test", yaml)).resolve(NAMES))
                .isEqualTo(value);
    }

    @Test
    void refuses_other_functions() {
        assertThatThrownBy(() -> Expressions.read(
                        YamlNode.parse("test", "a: !Select [0, [a]]").get("a")))
                .hasMessage("test:1: a uses Select, which is not understood by the local gateway");
    }
}
