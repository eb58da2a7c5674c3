package klinggateway.aws;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The attributes of one item, written and read by name. What is empty is left out. */
final class Item {

    private final Map<String, AttributeValue> attributes;

    private Item(Map<String, AttributeValue> attributes) {
        this.attributes = attributes;
    }

    static Item create() {
        return new Item(new HashMap<>());
    }

    static Item of(Map<String, AttributeValue> attributes) {
        return new Item(attributes);
    }

    static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    Map<String, AttributeValue> attributes() {
        return attributes;
    }

    Item put(String name, String value) {
        attributes.put(name, text(value));
        return this;
    }

    Item put(String name, long value) {
        attributes.put(name, number(value));
        return this;
    }

    Item put(String name, boolean value) {
        attributes.put(name, AttributeValue.fromBool(value));
        return this;
    }

    Item put(String name, byte[] value) {
        attributes.put(name, AttributeValue.fromB(SdkBytes.fromByteArray(value)));
        return this;
    }

    Item put(String name, Set<String> value) {
        attributes.put(name, AttributeValue.fromSs(value.stream().sorted().toList()));
        return this;
    }

    Item put(String name, Instant value) {
        return put(name, value.toEpochMilli());
    }

    Item putText(String name, Optional<String> value) {
        value.ifPresent(present -> put(name, present));
        return this;
    }

    Item putMoment(String name, Optional<Instant> value) {
        value.ifPresent(present -> put(name, present));
        return this;
    }

    Item putNumber(String name, Optional<? extends Number> value) {
        value.ifPresent(present -> put(name, present.longValue()));
        return this;
    }

    boolean has(String name) {
        return attributes.containsKey(name);
    }

    String text(String name, String otherwise) {
        AttributeValue value = attributes.get(name);
        return value == null ? otherwise : value.s();
    }

    String needText(String name) {
        return need(name).s();
    }

    Optional<String> findText(String name) {
        return Optional.ofNullable(attributes.get(name)).map(AttributeValue::s);
    }

    long needNumber(String name) {
        return Long.parseLong(need(name).n());
    }

    Optional<Long> findNumber(String name) {
        return Optional.ofNullable(attributes.get(name)).map(value -> Long.valueOf(value.n()));
    }

    Instant needMoment(String name) {
        return Instant.ofEpochMilli(needNumber(name));
    }

    Optional<Instant> findMoment(String name) {
        return findNumber(name).map(Instant::ofEpochMilli);
    }

    boolean needBoolean(String name) {
        return need(name).bool();
    }

    byte[] needBytes(String name) {
        return need(name).b().asByteArray();
    }

    Set<String> texts(String name) {
        AttributeValue value = attributes.get(name);
        return value == null ? Set.of() : Set.copyOf(value.ss());
    }

    Optional<Item> findItem(String name) {
        return Optional.ofNullable(attributes.get(name)).map(value -> new Item(value.m()));
    }

    private AttributeValue need(String name) {
        AttributeValue value = attributes.get(name);
        if (value == null) {
            throw new IllegalStateException("an item lacks its attribute " + name + "; it has " + attributes.keySet());
        }
        return value;
    }
}
