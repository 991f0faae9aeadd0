"""The client for threads."""

from __future__ import annotations

import threading
import time
from typing import Any, Callable, Generic, Iterator, Optional, Sequence, Tuple, TypeVar

import grpc
from edr.response.v1 import ksc_service_pb2_grpc, response_service_pb2_grpc

from . import _channel, v1
from ._requests import last_submission, with_request_id
from ._resume import SILENCE, Resumption, Stream, SubmitStream, silent
from .backoff import Backoff
from .errors import ResponseError

Message = TypeVar("Message")
Result = TypeVar("Result")


class Client:
    """Submits responses and follows them. May be used by several threads.

    Every call raises ResponseError. Submits without a request_id get a random one, so that they can be repeated when a connection breaks.
    """

    def __init__(self, channel: grpc.Channel, *, timeout: float = 30.0, backoff: Backoff = Backoff(), silence: float = SILENCE) -> None:
        """On a channel of your own; `connect` makes one. `timeout` is the deadline of calls that are given none, watches excepted."""
        self._channel = channel
        self._timeout = timeout
        self._backoff = backoff
        self._silence = silence
        self._responses = response_service_pb2_grpc.ResponseServiceStub(channel)
        self._ksc = ksc_service_pb2_grpc.KscServiceStub(channel)

    @classmethod
    def connect(
        cls,
        target: str,
        *,
        ca_file: Optional[str] = None,
        cert_file: Optional[str] = None,
        key_file: Optional[str] = None,
        token: Optional[_channel.Token] = None,
        insecure: bool = False,
        timeout: float = 30.0,
        options: Sequence[Tuple[str, Any]] = (),
    ) -> "Client":
        """A client of `target` ("host:port") over TLS, trusting `ca_file` or else the roots that grpc brings.

        `cert_file` and `key_file` are the client's certificate, `token` the bearer token or a function that gives one for each call.
        """
        credentials = _channel.credentials(ca_file, cert_file, key_file, token, insecure)
        chosen = _channel.options(options)
        channel = grpc.secure_channel(target, credentials, chosen) if credentials else grpc.insecure_channel(target, chosen)
        return cls(channel, timeout=timeout)

    def close(self) -> None:
        """Ends all calls and the connection."""
        self._channel.close()

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def submit(self, request: v1.SubmitRequest, *, timeout: Optional[float] = None) -> v1.SubmitResponse:
        """Records one response durably. Done is something else: see submit_and_wait."""
        return self._call(self._responses.Submit, with_request_id(request), timeout)

    def submit_batch(self, request: v1.SubmitBatchRequest, *, timeout: Optional[float] = None) -> v1.SubmitBatchResponse:
        """Records 1 to 1,000 responses, all or none."""
        return self._call(self._responses.SubmitBatch, with_request_id(request), timeout)

    def submit_and_watch(self, request: v1.SubmitAndWatchRequest, *, timeout: Optional[float] = None) -> "Watch[v1.SubmitAndWatchResponse]":
        """Submits, then gives the submission's events to its end. The deadline of the watch does not end the work."""
        return self._watch(SubmitStream(with_request_id(request)), "", timeout)

    def submit_and_wait(self, request: v1.SubmitAndWatchRequest, *, timeout: Optional[float] = None) -> v1.Submission:
        """Submits and waits for the end; the submission tells by its state whether it succeeded. The deadline does not end the work."""
        submission = v1.Submission()
        with self.submit_and_watch(request, timeout=timeout) as messages:
            for message in messages:
                submission = last_submission(message, submission)
        return submission

    def get_submission(self, submission_id: str, *, timeout: Optional[float] = None) -> v1.Submission:
        """One submission as it is now."""
        return self._call(self._responses.GetSubmission, v1.GetSubmissionRequest(submission_id=submission_id), timeout).submission

    def list_submissions(self, request: v1.ListSubmissionsRequest, *, timeout: Optional[float] = None) -> v1.ListSubmissionsResponse:
        """One page, newest first."""
        return self._call(self._responses.ListSubmissions, request, timeout)

    def watch_submission(
        self, submission_id: str, *, after_cursor: str = "", timeout: Optional[float] = None
    ) -> "Watch[v1.WatchSubmissionResponse]":
        """The events of one submission to its end."""
        return self._watch(Stream("WatchSubmission", v1.WatchSubmissionRequest(submission_id=submission_id)), after_cursor, timeout)

    def watch_submissions(
        self, filter: Optional[v1.SubmissionFilter] = None, *, after_cursor: str = "", timeout: Optional[float] = None
    ) -> "Watch[v1.WatchSubmissionsResponse]":
        """The events of all submissions that match. Never ends by itself."""
        return self._watch(Stream("WatchSubmissions", v1.WatchSubmissionsRequest(filter=filter)), after_cursor, timeout)

    def cancel_submission(self, submission_id: str, reason: str = "", *, timeout: Optional[float] = None) -> v1.Submission:
        """Cancels a submission that was not sent to KSC yet."""
        request = v1.CancelSubmissionRequest(submission_id=submission_id, reason=reason)
        return self._call(self._responses.CancelSubmission, request, timeout).submission

    def cancel_batch(self, batch_id: str, reason: str = "", *, timeout: Optional[float] = None) -> v1.CancelBatchResponse:
        """Cancels what can still be cancelled of a batch."""
        return self._call(self._responses.CancelBatch, v1.CancelBatchRequest(batch_id=batch_id, reason=reason), timeout)

    def get_capabilities(self, *, timeout: Optional[float] = None) -> v1.GetCapabilitiesResponse:
        """What the server can do."""
        return self._call(self._responses.GetCapabilities, v1.GetCapabilitiesRequest(), timeout)

    def list_servers(self, *, timeout: Optional[float] = None) -> v1.ListServersResponse:
        """The KSC connections."""
        return self._call(self._ksc.ListServers, v1.ListServersRequest(), timeout)

    def get_server_status(self, server: str = "", *, timeout: Optional[float] = None) -> v1.GetServerStatusResponse:
        """How one KSC connection does now."""
        return self._call(self._ksc.GetServerStatus, v1.GetServerStatusRequest(server=server), timeout)

    def find_hosts(self, request: v1.FindHostsRequest, *, timeout: Optional[float] = None) -> Iterator[v1.Host]:
        """Hosts by name, FQDN or free text."""
        try:
            for message in self._ksc.FindHosts(request, timeout=self._timeout if timeout is None else timeout):
                yield message.host
        except grpc.RpcError as error:
            raise ResponseError.from_rpc_error(error) from error

    def _call(self, method: Callable[..., Result], request: Any, timeout: Optional[float]) -> Result:
        try:
            return method(request, timeout=self._timeout if timeout is None else timeout)
        except grpc.RpcError as error:
            raise ResponseError.from_rpc_error(error) from error

    def _watch(self, stream: Stream, cursor: str, timeout: Optional[float]) -> "Watch[Any]":
        return Watch(self._responses, Resumption(stream, cursor, timeout, self._backoff), self._silence)


class Watch(Generic[Message]):
    """Iterator over the messages of a watch, as if its stream never broke. A context manager; `cancel` may come from another thread."""

    def __init__(self, stub: Any, resumption: Resumption, silence: float) -> None:
        self._stub = stub
        self._resumption = resumption
        self._silence = silence
        self._cancelled = threading.Event()
        self._ended = False
        self._open: Optional[Tuple[Any, _Watchdog]] = None

    @property
    def cursor(self) -> str:
        """Of the last message: pass it as after_cursor to go on after it, also in another process."""
        return self._resumption.cursor

    def cancel(self) -> None:
        """Ends the watch: the iteration ends with CANCELLED. The submissions go on."""
        self._cancelled.set()
        self._drop()

    def __enter__(self) -> "Watch[Message]":
        return self

    def __exit__(self, *_: Any) -> None:
        self.cancel()

    def __del__(self) -> None:
        self.cancel()

    def __iter__(self) -> Iterator[Message]:
        return self

    def __next__(self) -> Message:
        while not self._ended:
            self._ended = True
            try:
                message = self._resumption.accept(self._next())
                self._ended = False
                if message is not None:
                    return message
            except StopIteration:
                self._drop()
            except ResponseError as error:
                self._drop()
                if self._cancelled.is_set():
                    raise ResponseError(grpc.StatusCode.CANCELLED, "The watch was cancelled.") from error
                self._cancelled.wait(self._resumption.delay_after(error))
                self._ended = False
        raise StopIteration

    def _next(self) -> Any:
        # cancel() may empty self._open at any time: what follows works on the pair it took.
        pair = self._open
        if pair is None:
            call = self._resumption.open(self._stub)
            pair = self._open = (call, _Watchdog(call, self._silence))
        call, watchdog = pair
        if self._cancelled.is_set():
            call.cancel()
        try:
            with watchdog:
                return next(call)
        except grpc.RpcError as error:
            raise silent() if watchdog.barked else ResponseError.from_rpc_error(error) from error

    def _drop(self) -> None:
        pair, self._open = self._open, None
        if pair is not None:
            call, watchdog = pair
            call.cancel()
            watchdog.stop()


class _Watchdog:
    """Cancels a call whose reader, while within the context, has waited too long. Holds no reference to the watch, which may be collected."""

    def __init__(self, call: Any, patience: float) -> None:
        self.barked = False
        self._waiting_since: Optional[float] = None
        self._stopped = threading.Event()
        threading.Thread(target=self._run, args=(call, patience), name="edrgrpc-watchdog", daemon=True).start()

    def __enter__(self) -> None:
        self._waiting_since = time.monotonic()

    def __exit__(self, *_: Any) -> None:
        self._waiting_since = None

    def stop(self) -> None:
        self._stopped.set()

    def _run(self, call: Any, patience: float) -> None:
        left = patience
        while not self._stopped.wait(left):
            since = self._waiting_since
            left = patience if since is None else patience - (time.monotonic() - since)
            if left <= 0:
                self.barked = True
                call.cancel()
                return
