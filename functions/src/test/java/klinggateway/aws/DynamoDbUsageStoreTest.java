package klinggateway.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import klinggateway.StandIn;
import klinggateway.TestGateway;
import klinggateway.catalogue.Generation;
import klinggateway.catalogue.Sale;
import klinggateway.catalogue.Wish;
import klinggateway.usage.UsageEntry;
import klinggateway.usage.UsageItem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(StandIn.class)
class DynamoDbUsageStoreTest {

    private final TestGateway gateway;
    private final Instant start;

    DynamoDbUsageStoreTest(StandIn aws) {
        gateway = new TestGateway(aws);
        start = gateway.time.instant();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 500})
    void pages_of_any_length_have_each_item_once_in_the_same_order(int length) {
        write(7);
        Instant end = gateway.time.instant().plusMillis(1);
        List<UsageItem> whole = gateway.usage.written(start, end, Optional.empty(), 500);

        List<UsageItem> paged = new ArrayList<>();
        List<UsageItem> page;
        do {
            Optional<UsageItem> last = paged.isEmpty() ? Optional.empty() : Optional.of(paged.getLast());
            page = gateway.usage.written(start, end, last, length);
            assertThat(page).hasSizeLessThanOrEqualTo(length);
            paged.addAll(page);
        } while (page.size() == length);

        assertThat(whole).hasSize(14);
        assertThat(paged).isEqualTo(whole);
    }

    @Test
    void only_what_was_written_within_the_time_is_there() {
        write(4);
        Instant second = start.plusSeconds(1);
        Instant fourth = start.plusSeconds(3);

        List<UsageItem> found = gateway.usage.written(second, fourth, Optional.empty(), 500);

        assertThat(new HashSet<>(found.stream().map(UsageItem::at).toList()))
                .containsExactlyInAnyOrder(second, start.plusSeconds(2));
        assertThat(found).hasSize(4).allMatch(item -> item.entry().type() == UsageEntry.Type.ACCEPTED);
    }

    /** A video and an image each second, of which the images share their moment with the videos. */
    private void write(int seconds) {
        for (int i = 0; i < seconds; i++) {
            gateway.accepted("A boat");
            Wish wish = new Wish("image", JsonNodeFactory.instance.objectNode().put("prompt", "A boat"));
            Sale.Sold sold = (Sale.Sold) Sale.of(wish, gateway.catalogue, Generation.ALL);
            gateway.accept.accept(
                    TestGateway.KEY_ID, Optional.empty(), sold, TestGateway.request("A boat"), TestGateway.TERMS);
            gateway.time.pass(Duration.ofSeconds(1));
        }
    }
}
