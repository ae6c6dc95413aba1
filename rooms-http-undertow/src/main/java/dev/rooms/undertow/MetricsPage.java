package dev.rooms.undertow;

import dev.rooms.Rooms;
import dev.rooms.http.HttpHandler;
import dev.rooms.http.HttpRequest;
import dev.rooms.http.HttpResponse;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;

/** {@code GET /metrics} in Prometheus' text format (CONTRACT §4). */
final class MetricsPage implements HttpHandler, AutoCloseable {
    private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry;
    private final Runnable release;

    private MetricsPage(PrometheusMeterRegistry registry, Runnable release) {
        this.registry = registry;
        this.release = release;
    }

    /** The page of an embedder's registry, which stays his. */
    static MetricsPage of(Rooms rooms, PrometheusMeterRegistry registry) {
        new RoomsMetrics(rooms).bindTo(registry);
        return new MetricsPage(registry, () -> {});
    }

    /** The page of a registry of our own, with the numbers of the JVM and its process. */
    static MetricsPage of(Rooms rooms) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        JvmGcMetrics collections = new JvmGcMetrics();
        List.of(
                        new RoomsMetrics(rooms),
                        new JvmInfoMetrics(),
                        new JvmMemoryMetrics(),
                        new JvmThreadMetrics(),
                        new ClassLoaderMetrics(),
                        new ProcessorMetrics(),
                        new UptimeMetrics(),
                        new FileDescriptorMetrics(),
                        collections)
                .forEach(numbers -> numbers.bindTo(registry));
        return new MetricsPage(registry, () -> {
            collections.close();
            registry.close();
        });
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        return HttpResponse.of(200, CONTENT_TYPE, registry.scrape(CONTENT_TYPE));
    }

    @Override
    public void close() {
        release.run();
    }
}
