package io.github.airbytesdk.fleet;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Rows of a YAML file: a list of tenants. Read as nodes, which know their lines, and every digit of a number. */
final class YamlRows {
    private static final int MAX_CHARACTERS = 256 * 1024 * 1024;
    private static final int MAX_DEPTH = 50;

    private final List<String> problems;

    private YamlRows(List<String> problems) {
        this.problems = problems;
    }

    static List<Row> read(String text, List<String> problems) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_CHARACTERS);
        options.setMaxAliasesForCollections(Integer.MAX_VALUE);
        try {
            Node root = new Yaml(options).compose(new StringReader(text));
            return new YamlRows(problems).rows(root);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            problems.add("line " + line + ": not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            problems.add("line 1: not YAML");
        }
        return List.of();
    }

    private List<Row> rows(Node root) {
        List<Row> rows = new ArrayList<>();
        if (!(root instanceof SequenceNode list)) {
            problems.add("line 1: not a list of tenants; begin each with \"- name:\"");
            return rows;
        }
        for (Node item : list.getValue()) {
            if (item instanceof MappingNode) {
                rows.add(new Row(line(item), (JsonObject) json(item, 0)));
            } else {
                problems.add("line " + line(item) + ": no tenant; begin it with \"- name:\"");
            }
        }
        return rows;
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    private JsonElement json(Node node, int depth) {
        if (depth > MAX_DEPTH) {
            problems.add("line " + line(node) + ": nested more than " + MAX_DEPTH + " times, or in itself");
            return JsonNull.INSTANCE;
        }
        if (node instanceof MappingNode mapping) {
            JsonObject object = new JsonObject();
            for (NodeTuple member : mapping.getValue()) {
                String name = member.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
                if (name.isEmpty() || name.equals("<<")) {
                    problems.add("line " + line(member.getKeyNode())
                            + ": a member's name is missing, or is \"<<\", which is not supported");
                } else if (object.has(name)) {
                    problems.add("line " + line(member.getKeyNode()) + ": \"" + name + "\" is there twice");
                } else {
                    object.add(name, json(member.getValueNode(), depth + 1));
                }
            }
            return object;
        }
        if (node instanceof SequenceNode list) {
            JsonArray array = new JsonArray();
            list.getValue().forEach(item -> array.add(json(item, depth + 1)));
            return array;
        }
        return scalar((ScalarNode) node);
    }

    /** YAML 1.1 has more ways to write a value than JSON: 0o17, 1:30, yes. What could be misread is refused. */
    private JsonElement scalar(ScalarNode node) {
        String text = node.getValue();
        Tag tag = node.getTag();
        if (tag.equals(Tag.NULL)) {
            return JsonNull.INSTANCE;
        }
        if (tag.equals(Tag.BOOL) && (text.equals("true") || text.equals("false"))) {
            return new JsonPrimitive(text.equals("true"));
        }
        try {
            if (tag.equals(Tag.INT) && !text.matches("[-+]?0\\d+")) {
                return new JsonPrimitive(new BigInteger(text));
            }
            if (tag.equals(Tag.FLOAT)) {
                return new JsonPrimitive(new BigDecimal(text));
            }
        } catch (NumberFormatException e) {
            tag = Tag.BINARY;
        }
        if (tag.equals(Tag.STR) || tag.equals(Tag.TIMESTAMP)) {
            return new JsonPrimitive(text);
        }
        problems.add(
                "line " + line(node) + ": a value is neither text nor a plain number, true or false; put it in quotes");
        return JsonNull.INSTANCE;
    }
}
