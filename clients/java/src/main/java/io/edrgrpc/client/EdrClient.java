package io.edrgrpc.client;

import io.edrgrpc.response.v1.GetSubmissionRequest;
import io.edrgrpc.response.v1.KscServiceGrpc;
import io.edrgrpc.response.v1.KscServiceGrpc.KscServiceBlockingStub;
import io.edrgrpc.response.v1.ResponseServiceGrpc;
import io.edrgrpc.response.v1.ResponseServiceGrpc.ResponseServiceBlockingStub;
import io.edrgrpc.response.v1.Submission;
import io.edrgrpc.response.v1.SubmissionEvent;
import io.edrgrpc.response.v1.SubmitBatchRequest;
import io.edrgrpc.response.v1.SubmitBatchResponse;
import io.edrgrpc.response.v1.SubmitRequest;
import io.edrgrpc.response.v1.SubmitResponse;
import io.edrgrpc.response.v1.WatchSubmissionRequest;
import io.edrgrpc.response.v1.WatchSubmissionsRequest;
import io.grpc.Channel;
import io.grpc.Deadline;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A connection to an EdrGrpc server. Safe for use by many threads; make one and keep it.
 *
 * <p>Its own methods throw {@link EdrException}. {@link #responses()} and {@link #ksc()} give the generated stubs for every other
 * call; they throw {@link StatusRuntimeException}, which {@link EdrException#of} reads.
 */
public final class EdrClient implements AutoCloseable {
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final ManagedChannel channel;
    private final Duration timeout;
    private final Duration silence;

    EdrClient(ManagedChannel channel, Duration timeout, Duration silence) {
        this.channel = channel;
        this.timeout = timeout;
        this.silence = silence;
    }

    /** Begins a connection to {@code host:port}, or to any target that gRPC knows, with TLS unless it is told otherwise. */
    public static EdrClientBuilder builder(String target) {
        return new EdrClientBuilder(target);
    }

    /**
     * A client over a channel of your own, closed with the client. Retries of calls made with the stubs are then that channel's.
     *
     * @param timeout how long a submit may take, with its repeats
     */
    public static EdrClient over(ManagedChannel channel, Duration timeout) {
        return new EdrClient(channel, timeout, SILENCE);
    }

    /**
     * Records one response. An empty {@code request_id} is filled with a UUID, so that repeating it after a lost answer cannot
     * isolate or delete twice; it is repeated until the client's timeout while the server cannot be reached.
     */
    public SubmitResponse submit(SubmitRequest request) {
        return submit(request, Deadline.after(timeout.toNanos(), TimeUnit.NANOSECONDS));
    }

    /** Records all items of the batch or none; repeated as {@link #submit} is. */
    public SubmitBatchResponse submitBatch(SubmitBatchRequest request) {
        SubmitBatchRequest safe = request.getRequestId().isEmpty() ? request.toBuilder().setRequestId(newId()).build() : request;
        return repeat(Deadline.after(timeout.toNanos(), TimeUnit.NANOSECONDS), stub -> stub.submitBatch(safe));
    }

    /**
     * Submits and waits for the end, whatever it is: look at {@link Submission#getState()}. When it throws, for example because the
     * timeout passed, the work goes on at the server; the same {@code request_id} finds it again.
     */
    public Submission submitAndWait(SubmitRequest request, Duration timeout) {
        return submitAndWait(request, timeout, event -> { });
    }

    /** As the other form, showing every event on the way. */
    public Submission submitAndWait(SubmitRequest request, Duration timeout, Consumer<SubmissionEvent> progress) {
        if (request.getValidateOnly()) {
            throw new IllegalArgumentException("A rehearsal (validate_only) has no end to wait for: use submit.");
        }

        Deadline deadline = Deadline.after(timeout.toNanos(), TimeUnit.NANOSECONDS);
        String id = submit(request, deadline).getSubmission().getSubmissionId();
        try (SubmissionWatch watch = watch(WatchSubmissionRequest.newBuilder().setSubmissionId(id).build(), deadline)) {
            watch.forEachRemaining(progress);
        }

        return repeat(deadline, stub -> stub.getSubmission(GetSubmissionRequest.newBuilder().setSubmissionId(id).build())).getSubmission();
    }

    /** The events of one submission up to its end. */
    public SubmissionWatch watch(WatchSubmissionRequest request) {
        return watch(request, (Deadline) null);
    }

    /** The events of one submission up to its end, or to {@code DEADLINE_EXCEEDED} after the time given, broken streams included. */
    public SubmissionWatch watch(WatchSubmissionRequest request, Duration timeout) {
        return watch(request, Deadline.after(timeout.toNanos(), TimeUnit.NANOSECONDS));
    }

    /** The events of all submissions that match. Never ends by itself. */
    public SubmissionWatch watch(WatchSubmissionsRequest request) {
        return watch(request, (Deadline) null);
    }

    /** The events of all submissions that match, until {@code DEADLINE_EXCEEDED} after the time given. */
    public SubmissionWatch watch(WatchSubmissionsRequest request, Duration timeout) {
        return watch(request, Deadline.after(timeout.toNanos(), TimeUnit.NANOSECONDS));
    }

    /** All calls of the ResponseService. Give {@code submit} of this stub a {@code request_id} yourself; it is not repeated. */
    public ResponseServiceBlockingStub responses() {
        return ResponseServiceGrpc.newBlockingStub(channel);
    }

    /** All calls of the KscService: connections, hosts. */
    public KscServiceBlockingStub ksc() {
        return KscServiceGrpc.newBlockingStub(channel);
    }

    /** The channel, for asynchronous stubs. */
    public Channel channel() {
        return channel;
    }

    /** Ends the connection; calls that are not finished are given five seconds. */
    @Override
    public void close() {
        channel.shutdown();
        try {
            if (!channel.awaitTermination(5, TimeUnit.SECONDS)) {
                channel.shutdownNow();
            }
        } catch (InterruptedException e) {
            channel.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private SubmitResponse submit(SubmitRequest request, Deadline deadline) {
        SubmitRequest safe = request.getRequestId().isEmpty() ? request.toBuilder().setRequestId(newId()).build() : request;
        return repeat(deadline, stub -> stub.submit(safe));
    }

    private SubmissionWatch watch(WatchSubmissionRequest request, Deadline deadline) {
        return new SubmissionWatch(channel, deadline, silence, request.getAfterCursor(), (stub, cursor) -> {
            WatchCall<WatchSubmissionRequest> call = new WatchCall<>();
            stub.watchSubmission(request.toBuilder().setAfterCursor(cursor).build(), call.reading(WatchMessage::of));
            return call;
        });
    }

    private SubmissionWatch watch(WatchSubmissionsRequest request, Deadline deadline) {
        return new SubmissionWatch(channel, deadline, silence, request.getAfterCursor(), (stub, cursor) -> {
            WatchCall<WatchSubmissionsRequest> call = new WatchCall<>();
            stub.watchSubmissions(request.toBuilder().setAfterCursor(cursor).build(), call.reading(WatchMessage::of));
            return call;
        });
    }

    private <T> T repeat(Deadline deadline, Function<ResponseServiceBlockingStub, T> call) {
        Backoff backoff = new Backoff();
        while (true) {
            try {
                return call.apply(responses().withDeadline(deadline));
            } catch (StatusRuntimeException e) {
                EdrException error = EdrException.of(e);
                Duration wait = backoff.next(error);
                if (!unavailable(error) || wait.toNanos() >= deadline.timeRemaining(TimeUnit.NANOSECONDS)) {
                    throw error;
                }

                sleep(wait, error);
            }
        }
    }

    private static boolean unavailable(EdrException error) {
        return error.code() == Status.Code.UNAVAILABLE || error.code() == Status.Code.RESOURCE_EXHAUSTED && error.retryDelay().isPresent();
    }

    private static void sleep(Duration wait, EdrException error) {
        try {
            TimeUnit.NANOSECONDS.sleep(wait.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw error;
        }
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }
}
