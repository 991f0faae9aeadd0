package io.edrgrpc.client;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** One attempt of a watch. The server is asked for a message when the one before was taken, so a slow reader holds back the server. */
final class WatchCall<Q> {
    private static final Object END = new Object();

    private final BlockingQueue<Object> arrived = new LinkedBlockingQueue<>();
    private volatile ClientCallStreamObserver<Q> call;

    <R> ClientResponseObserver<Q, R> reading(Function<R, WatchMessage> read) {
        return new ClientResponseObserver<>() {
            @Override
            public void beforeStart(ClientCallStreamObserver<Q> stream) {
                call = stream;
                stream.disableAutoRequestWithInitial(1);
            }

            @Override
            public void onNext(R message) {
                arrived.add(read.apply(message));
            }

            @Override
            public void onError(Throwable error) {
                arrived.add(Status.fromThrowable(error).asRuntimeException(Status.trailersFromThrowable(error)));
            }

            @Override
            public void onCompleted() {
                arrived.add(END);
            }
        };
    }

    /**
     * The next message; null when the stream has ended well.
     *
     * @throws StatusRuntimeException the stream ended otherwise, or was silent for too long
     */
    WatchMessage take(Duration silence) throws InterruptedException {
        Object next = arrived.poll(silence.toNanos(), TimeUnit.NANOSECONDS);
        if (next == null) {
            throw Status.UNAVAILABLE.withDescription("The stream was silent for " + silence + ".").asRuntimeException();
        }

        if (next instanceof StatusRuntimeException) {
            throw (StatusRuntimeException) next;
        }

        if (next == END) {
            return null;
        }

        call.request(1);
        return (WatchMessage) next;
    }

    void cancel() {
        call.cancel("The watch was closed.", null);
    }
}
