package dev.rooms.bench.compare;

import java.io.IOException;

/** What a delivery costs a server, and how many it makes, while the next broadcast waits for the last one's arrival. */
record FanOut(Settings settings, Figures figures) {
    void measure(Field field) throws IOException {
        field.each(this::warmUp);
        for (int round = 0; round < settings.rounds(); round++) {
            field.each(subject -> {
                Subject.Burst burst = subject.broadcast(1, settings.turn());
                figures.add(subject.id(), Measure.CPU_1, burst.micros());
                figures.add(subject.id(), Measure.RATE_1, burst.perSecond());
                figures.add(subject.id(), Measure.LOAD_1, burst.load());
                redis(subject, Measure.REDIS_1, burst);
            });
            field.each(subject -> {
                Subject.Burst burst = subject.broadcast(8, settings.turn());
                figures.add(subject.id(), Measure.CPU_8, burst.micros());
                figures.add(subject.id(), Measure.RATE_8, burst.perSecond());
                figures.add(subject.id(), Measure.LOAD_8, burst.load());
                redis(subject, Measure.REDIS_8, burst);
            });
        }
    }

    private void redis(Subject subject, Measure measure, Subject.Burst burst) {
        if (subject.servers().redis().isPresent()) {
            figures.add(subject.id(), measure, burst.cpu().redis() / burst.deliveries());
        }
    }

    private void warmUp(Subject subject) throws IOException {
        long end = settings.warmUpEnd();
        while (subject.delivered() < settings.warmUp() && System.nanoTime() < end) {
            subject.broadcast(1, settings.turn());
            subject.broadcast(8, settings.turn());
        }
    }
}
