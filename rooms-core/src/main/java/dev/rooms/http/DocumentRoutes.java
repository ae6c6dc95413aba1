package dev.rooms.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Serves the OpenAPI document of this API (CONTRACT §4). It holds no secret, so nobody is asked who they are. */
final class DocumentRoutes {
    private DocumentRoutes() {}

    static List<Route> routes() {
        return List.of(
                document("/api-json", "openapi.json", "application/json; charset=utf-8"),
                document("/api-yaml", "openapi.yaml", "application/yaml; charset=utf-8"));
    }

    private static Route document(String path, String resource, String contentType) {
        HttpResponse document = new HttpResponse(200, Map.of("Content-Type", contentType), read(resource));
        return Route.get(path, Route.Access.PUBLIC, call -> CompletableFuture.completedStage(document));
    }

    private static byte[] read(String resource) {
        try (InputStream stream = DocumentRoutes.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException(resource + " is missing from rooms-core's jar; build it again");
            }
            return stream.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(resource + " in rooms-core's jar can't be read", broken);
        }
    }
}
