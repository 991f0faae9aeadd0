package io.edrgrpc.client;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/** How long to wait before the next attempt: doubling from half a second to 30, never less than the server asked for. */
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration MOST = Duration.ofSeconds(30);

    private final DoubleSupplier random;
    private Duration next = FIRST;

    Backoff() {
        this(() -> ThreadLocalRandom.current().nextDouble());
    }

    Backoff(DoubleSupplier random) {
        this.random = random;
    }

    /** The wait after this error. */
    Duration next(EdrException error) {
        Duration step = next;
        next = step.multipliedBy(2).compareTo(MOST) < 0 ? step.multipliedBy(2) : MOST;
        // The random half keeps clients that lost the same server from coming back at the same moment.
        Duration jitter = Duration.ofNanos((long) (step.toNanos() / 2 * random.getAsDouble()));
        return error.retryDelay().orElse(step.dividedBy(2)).plus(jitter);
    }

    /** The server answered: begin anew. */
    void reset() {
        next = FIRST;
    }
}
