package dev.rooms.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The OpenAPI document, to be asked what it says. */
record OpenApi(JsonNode document) {
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    /** An operation of the document. */
    record Operation(String method, String path, JsonNode node) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    Stream<Operation> operations() {
        return document.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .map(operation -> new Operation(
                                operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), operation.getValue())));
    }

    Operation operation(String method, String path) {
        return operations()
                .filter(operation ->
                        operation.method().equals(method) && operation.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new AssertionError(method + " " + path + " isn't documented"));
    }

    /** What a reference leads to, or the node itself. */
    JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText("");
        return reference.isEmpty() ? node : resolved(document.at(reference.substring(1)));
    }

    /** What is documented of an answer with that status. */
    JsonNode response(Operation operation, int status) {
        JsonNode responses = operation.node().path("responses");
        JsonNode response = responses.path(String.valueOf(status));
        return resolved(response.isMissingNode() ? responses.path("default") : response);
    }

    /** The content of a response or request body: its media type and what is said of it. */
    Map.Entry<String, JsonNode> content(JsonNode bodyOrResponse) {
        return resolved(bodyOrResponse).path("content").properties().iterator().next();
    }

    /** What is wrong with a value by a schema of the document; nothing when it fits. */
    List<String> flaws(JsonNode schema, JsonNode value) {
        // The schema refers to others by their place in the document, so it takes them along.
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.setAll((ObjectNode) schema.deepCopy());
        root.set("components", document.path("components"));
        Schema compiled = SCHEMAS.getSchema(root);
        return compiled.validate(value).stream().map(Object::toString).toList();
    }
}
