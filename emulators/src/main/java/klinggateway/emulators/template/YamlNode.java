package klinggateway.emulators.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A place in a YAML file: reads what is there, or fails with the place's line and path. */
record YamlNode(String file, String path, Node node) {

    static YamlNode parse(String file, String yaml) {
        try {
            Node root = new Compose(LoadSettings.builder().setLabel(file).build())
                    .composeString(yaml)
                    .orElseThrow(() -> new TemplateException(file + " is empty"));
            return new YamlNode(file, "", root);
        } catch (YamlEngineException e) {
            throw new TemplateException(
                    file + " is not YAML: " + String.valueOf(e.getMessage()).replaceAll("\\s+", " "), e);
        }
    }

    /** The last name of the path, which is a resource's logical id where the node is a resource. */
    String name() {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** The tag that a CloudFormation function has in its short form, such as {@code !Ref}. */
    Optional<String> shortTag() {
        String tag = node.getTag().getValue();
        return tag.startsWith("!") ? Optional.of(tag) : Optional.empty();
    }

    boolean isScalar() {
        return node instanceof ScalarNode;
    }

    boolean isMap() {
        return node instanceof MappingNode;
    }

    /** The entries of a mapping in the file's order. */
    Map<String, YamlNode> entries() {
        if (!(node instanceof MappingNode mapping) || shortTag().isPresent()) {
            throw error("must be a mapping");
        }
        var entries = new LinkedHashMap<String, YamlNode>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw error("must have plain names");
            }
            String name = key.getValue();
            var entry = new YamlNode(file, path.isEmpty() ? name : path + "." + name, tuple.getValueNode());
            if (entries.putIfAbsent(name, entry) != null) {
                throw entry.error("is there twice");
            }
        }
        return Collections.unmodifiableMap(entries);
    }

    List<YamlNode> items() {
        if (!(node instanceof SequenceNode sequence) || shortTag().isPresent()) {
            throw error("must be a list");
        }
        return itemsOf(sequence);
    }

    /** The items of a list that carries a short tag, such as those of {@code !Sub [text, variables]}. */
    List<YamlNode> taggedItems() {
        if (!(node instanceof SequenceNode sequence)) {
            throw error("must be a list");
        }
        return itemsOf(sequence);
    }

    private List<YamlNode> itemsOf(SequenceNode sequence) {
        var items = new ArrayList<YamlNode>();
        for (Node item : sequence.getValue()) {
            items.add(new YamlNode(file, path + "[" + items.size() + "]", item));
        }
        return List.copyOf(items);
    }

    Optional<YamlNode> find(String name) {
        return Optional.ofNullable(entries().get(name));
    }

    YamlNode get(String name) {
        return find(name).orElseThrow(() -> error("needs " + name));
    }

    /** The text of a scalar, whatever its short tag is. */
    String scalar() {
        if (!(node instanceof ScalarNode scalar)) {
            throw error("must be a single value");
        }
        return scalar.getValue();
    }

    /** A text that is written out, not computed. */
    String text() {
        shortTag().ifPresent(tag -> {
            throw error("must be written out: " + tag + " is not understood here");
        });
        if (node.getTag().equals(Tag.NULL)) {
            throw error("is empty");
        }
        return scalar();
    }

    boolean bool() {
        String text = text();
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw error("must be true or false, not " + text);
        };
    }

    /** Fails on every property that is in neither set: one that is read, or one that makes no difference on one machine. */
    void allowOnly(Set<String> read, Set<String> withoutEffectHere) {
        for (Map.Entry<String, YamlNode> entry : entries().entrySet()) {
            if (!read.contains(entry.getKey()) && !withoutEffectHere.contains(entry.getKey())) {
                throw entry.getValue().error("is not understood by the local gateway");
            }
        }
    }

    TemplateException error(String reason) {
        String line =
                node.getStartMark().map(Mark::getLine).map(l -> ":" + (l + 1)).orElse("");
        return new TemplateException(file + line + ": " + (path.isEmpty() ? "the template" : path) + " " + reason);
    }
}
