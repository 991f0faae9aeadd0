"""What the two watches share: which stream to open next, which messages to pass on, and when to give up."""

from __future__ import annotations

import time
from typing import Any, Optional

import grpc

from . import v1
from .backoff import Backoff
from .errors import ResponseError

SILENCE = 30.0
"""The server sends a heartbeat after at most 15 seconds; hearing nothing for this long means that the stream is dead."""


class Stream:
    """The events of one submission or of many."""

    def __init__(self, method: str, request: Any) -> None:
        self._method = method
        self._request = request

    def open(self, stub: Any, cursor: str, timeout: Optional[float]) -> Any:
        request = type(self._request)()
        request.CopyFrom(self._request)
        request.after_cursor = cursor
        return getattr(stub, self._method)(request, timeout=timeout)

    def read(self, message: Any) -> Any:
        return message


class SubmitStream(Stream):
    """SubmitAndWatch, which goes on as WatchSubmission once the submission is known. The request has a request_id: repeating it is safe."""

    def __init__(self, request: v1.SubmitAndWatchRequest) -> None:
        super().__init__("WatchSubmission", None)
        self._submit = request

    def open(self, stub: Any, cursor: str, timeout: Optional[float]) -> Any:
        if self._request is None:
            return stub.SubmitAndWatch(self._submit, timeout=timeout)
        return super().open(stub, cursor, timeout)

    def read(self, message: Any) -> v1.SubmitAndWatchResponse:
        if isinstance(message, v1.WatchSubmissionResponse):
            payload = message.WhichOneof("payload")
            return v1.SubmitAndWatchResponse(cursor=message.cursor, **({payload: getattr(message, payload)} if payload else {}))
        if message.HasField("submitted"):
            self._request = v1.WatchSubmissionRequest(submission_id=message.submitted.submission.submission_id)
        return message


class Resumption:
    """State of a watch over its streams."""

    def __init__(self, stream: Stream, cursor: str, timeout: Optional[float], backoff: Backoff) -> None:
        self.cursor = cursor
        self._stream = stream
        self._deadline = None if timeout is None else time.monotonic() + timeout
        self._backoff = backoff
        self._failures = 0
        self._progress = False
        self._caught_up = False

    def open(self, stub: Any) -> Any:
        """The next stream."""
        self._progress = False
        return self._stream.open(stub, self.cursor, self.remaining())

    def remaining(self) -> Optional[float]:
        """Seconds to the caller's deadline."""
        if self._deadline is None:
            return None
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise ResponseError(grpc.StatusCode.DEADLINE_EXCEEDED, "The deadline of the watch passed.")
        return left

    def accept(self, message: Any) -> Optional[Any]:
        """The message to pass on, or None: that the history is through is said once, not after each reconnection."""
        message = self._stream.read(message)
        self.cursor = message.cursor or self.cursor
        self._failures = 0
        self._progress = True
        if message.HasField("caught_up"):
            if self._caught_up:
                return None
            self._caught_up = True
        return message

    def delay_after(self, error: ResponseError) -> float:
        """Seconds to wait before the next stream. Raises the error when another stream cannot help."""
        if not self._is_transient(error):
            raise error
        self._failures += 1
        delay = self._backoff.delay(self._failures, error.retry_delay)
        left = self.remaining()
        return delay if left is None else min(delay, left)

    def _is_transient(self, error: ResponseError) -> bool:
        if error.code is grpc.StatusCode.UNAVAILABLE:
            return True
        if error.code is grpc.StatusCode.RESOURCE_EXHAUSTED:
            return error.reason == "SLOW_READER" or error.retry_delay is not None
        # A reset of the stream by something in between. Without a message since the last one it is no accident.
        return error.code in (grpc.StatusCode.INTERNAL, grpc.StatusCode.UNKNOWN) and not error.from_server and self._progress


def silent() -> ResponseError:
    return ResponseError(grpc.StatusCode.UNAVAILABLE, "Nothing was heard on the stream, not even a heartbeat.")
