package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// One schema of an OpenAPI description, as far as Holdfast uses the language.
record Promise(JsonNode description, JsonNode schema) {

    static Promise in(JsonNode description) {
        return new Promise(description, description);
    }

    Promise of(JsonNode other) {
        return new Promise(description, other);
    }

    void isKeptBy(JsonNode value, String where) {
        List<String> breaches = new ArrayList<>();
        check(value, where, breaches);
        assertThat(breaches).isEmpty();
    }

    private void check(JsonNode value, String where, List<String> breaches) {
        if (schema.has("$ref")) {
            String pointer = schema.get("$ref").asString().substring(1);
            of(description.at(pointer)).check(value, where, breaches);
        } else if (schema.has("anyOf")) {
            if (!value.isNull()) {
                of(schema.get("anyOf").get(0)).check(value, where, breaches);
            }
        } else {
            checkType(value, where, breaches);
        }
    }

    private void checkType(JsonNode value, String where, List<String> breaches) {
        boolean fits =
                switch (schema.path("type").asString("")) {
                    case "string" -> value.isString();
                    case "integer" -> value.isIntegralNumber();
                    case "number" -> value.isNumber();
                    case "boolean" -> value.isBoolean();
                    case "array" -> value.isArray();
                    case "object" -> value.isObject();
                    default -> true;
                };
        boolean foreign = schema.has("enum") && !contains(schema.get("enum"), value);
        if (!fits || foreign) {
            breaches.add(where + ": " + value + " is not " + schema);
            return;
        }
        checkParts(value, where, breaches);
    }

    private void checkParts(JsonNode value, String where, List<String> breaches) {
        for (int i = 0; value.isArray() && schema.has("items") && i < value.size(); i++) {
            of(schema.get("items")).check(value.get(i), where + "[" + i + "]", breaches);
        }
        for (JsonNode name : schema.path("required")) {
            String property = name.asString();
            if (value.has(property)) {
                of(schema.get("properties").get(property))
                        .check(value.get(property), where + "." + property, breaches);
            } else {
                breaches.add(where + " lacks " + property);
            }
        }
        for (String property : value.isObject() ? value.propertyNames() : List.<String>of()) {
            if (schema.has("properties") && !schema.get("properties").has(property)) {
                breaches.add(where + " has " + property + " too");
            }
        }
    }

    private static boolean contains(JsonNode constants, JsonNode value) {
        for (JsonNode constant : constants) {
            if (constant.equals(value)) {
                return true;
            }
        }
        return false;
    }
}
