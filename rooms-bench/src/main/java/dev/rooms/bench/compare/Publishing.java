package dev.rooms.bench.compare;

import dev.rooms.bench.load.HttpLoad;
import java.io.IOException;

/** How many messages a server takes by HTTP for a room in which nobody is. */
record Publishing(Settings settings, Figures figures) {
    private static final int CONNECTIONS = 32;

    void measure(Field field) throws IOException {
        field.each(subject -> {
            long end = settings.warmUpEnd();
            long answered = 0;
            while (answered < settings.warmUp() && System.nanoTime() < end) {
                answered += publish(subject).count();
            }
        });
        for (int round = 0; round < settings.rounds(); round++) {
            field.each(subject -> {
                double before = subject.server().cpuMicros();
                HttpLoad.Answers answers = publish(subject);
                double micros = subject.server().cpuMicros() - before;
                figures.add(subject.id(), Measure.REQUESTS, answers.perSecond());
                figures.add(subject.id(), Measure.REQUEST_CPU, micros / answers.count());
            });
        }
    }

    private HttpLoad.Answers publish(Subject subject) throws IOException {
        try (HttpLoad load = new HttpLoad(subject.server().port(), CONNECTIONS)) {
            return load.publish(settings.turn());
        }
    }
}
