package io.edrgrpc.client;

import io.edrgrpc.response.v1.SubmissionEvent;
import io.edrgrpc.response.v1.WatchSubmissionResponse;
import io.edrgrpc.response.v1.WatchSubmissionsResponse;

/** One message of either watch. */
final class WatchMessage {
    /** Null for the other kinds. */
    final SubmissionEvent event;
    final boolean caughtUp;
    final String cursor;

    private WatchMessage(SubmissionEvent event, boolean caughtUp, String cursor) {
        this.event = event;
        this.caughtUp = caughtUp;
        this.cursor = cursor;
    }

    static WatchMessage of(WatchSubmissionResponse message) {
        return new WatchMessage(message.hasEvent() ? message.getEvent() : null, message.hasCaughtUp(), message.getCursor());
    }

    static WatchMessage of(WatchSubmissionsResponse message) {
        return new WatchMessage(message.hasEvent() ? message.getEvent() : null, message.hasCaughtUp(), message.getCursor());
    }
}
