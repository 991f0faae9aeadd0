package io.edrgrpc.client;

import io.edrgrpc.response.v1.ResponseServiceGrpc;
import io.edrgrpc.response.v1.ResponseServiceGrpc.ResponseServiceStub;
import io.edrgrpc.response.v1.SubmissionEvent;
import io.grpc.Channel;
import io.grpc.Deadline;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The events of a watch, each once and in order, across broken streams and restarts of the server.
 *
 * <p>{@link #hasNext()} waits for the next event. It is false after the last event of a submission, and throws {@link EdrException}
 * when the watch cannot go on: an error that waiting does not mend, the deadline, or {@link #close()}. For one thread, except for
 * {@code close}, which any thread may call.
 */
public final class SubmissionWatch implements Iterator<SubmissionEvent>, AutoCloseable {
    private static final Logger LOG = System.getLogger(SubmissionWatch.class.getName());

    private final Channel channel;
    private final Deadline deadline;
    private final Duration silence;
    private final Opener opener;
    private final Backoff backoff = new Backoff();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile WatchCall<?> call;
    private String resumeAfter;
    private String cursor;
    private long revision;
    private boolean caughtUp;
    private SubmissionEvent waiting;
    private boolean ended;
    private EdrException failure;

    SubmissionWatch(Channel channel, Deadline deadline, Duration silence, String afterCursor, Opener opener) {
        this.channel = channel;
        this.deadline = deadline;
        this.silence = silence;
        this.opener = opener;
        resumeAfter = afterCursor;
        cursor = afterCursor;
    }

    @Override
    public boolean hasNext() {
        while (waiting == null && !ended) {
            if (failure != null) {
                throw failure;
            }

            advance();
        }

        return waiting != null;
    }

    @Override
    public SubmissionEvent next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The submission has reached its end.");
        }

        SubmissionEvent event = waiting;
        waiting = null;
        cursor = resumeAfter;
        return event;
    }

    /** The place after the event that {@link #next()} gave last. A later watch with the same filter goes on from there. */
    public String cursor() {
        return cursor;
    }

    /** True when all history was read and what follows is live. */
    public boolean caughtUp() {
        return caughtUp;
    }

    /** Ends the watch, not the work. A thread waiting in {@link #hasNext()} gets {@code CANCELLED}. */
    @Override
    public void close() {
        closed.countDown();
        WatchCall<?> current = call;
        if (current != null) {
            current.cancel();
        }
    }

    private void advance() {
        try {
            if (call == null) {
                open();
            }

            WatchMessage message = call.take(silence);
            if (message == null) {
                ended = true;
            } else {
                accept(message);
            }
        } catch (StatusRuntimeException e) {
            failed(EdrException.of(e));
        } catch (InterruptedException e) {
            interrupted();
        }
    }

    private void open() {
        ResponseServiceStub stub = ResponseServiceGrpc.newStub(channel);
        call = opener.open(deadline == null ? stub : stub.withDeadline(deadline), resumeAfter);
        if (closed.getCount() == 0) {
            call.cancel();
        }
    }

    private void accept(WatchMessage message) {
        backoff.reset();
        caughtUp |= message.caughtUp;
        if (!message.cursor.isEmpty()) {
            resumeAfter = message.cursor;
        }

        // Revisions rise in every watch: what was seen already is never shown again, whatever a server does with a cursor.
        if (message.event != null && message.event.getRevision() > revision) {
            revision = message.event.getRevision();
            waiting = message.event;
        }
    }

    private void failed(EdrException error) {
        call.cancel();
        call = null;
        if (closed.getCount() == 0) {
            failure = error.code() == Status.Code.CANCELLED ? error : cancelled("The watch was closed.");
        } else if (!error.transientFailure()) {
            failure = error;
        } else {
            Duration wait = backoff.next(error);
            LOG.log(Level.WARNING, "A watch broke and goes on in {0} ms: {1}", wait.toMillis(), error.getMessage());
            pause(wait);
        }
    }

    private void pause(Duration wait) {
        // Past the deadline the next attempt fails at once, with the code that callers look for.
        long left = deadline == null ? Long.MAX_VALUE : Math.max(0, deadline.timeRemaining(TimeUnit.NANOSECONDS));
        try {
            if (closed.await(Math.min(wait.toNanos(), left), TimeUnit.NANOSECONDS)) {
                failure = cancelled("The watch was closed.");
            }
        } catch (InterruptedException e) {
            interrupted();
        }
    }

    private void interrupted() {
        Thread.currentThread().interrupt();
        close();
        failure = cancelled("The thread was interrupted.");
    }

    private static EdrException cancelled(String why) {
        return EdrException.of(Status.CANCELLED.withDescription(why).asRuntimeException());
    }

    /** Starts one attempt after a cursor. */
    interface Opener {
        WatchCall<?> open(ResponseServiceStub stub, String afterCursor);
    }
}
