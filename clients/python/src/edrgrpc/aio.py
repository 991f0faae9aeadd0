"""The client for asyncio."""

from __future__ import annotations

import asyncio
from typing import Any, AsyncIterator, Awaitable, Callable, Generic, Optional, Sequence, Tuple, TypeVar

import grpc
import grpc.aio
from edr.response.v1 import ksc_service_pb2_grpc, response_service_pb2_grpc

from . import _channel, v1
from ._requests import last_submission, with_request_id
from ._resume import SILENCE, Resumption, Stream, SubmitStream, silent
from .backoff import Backoff
from .errors import ResponseError

Message = TypeVar("Message")
Result = TypeVar("Result")


class AsyncClient:
    """Submits responses and follows them. Use it within one event loop.

    Every call raises ResponseError. Submits without a request_id get a random one, so that they can be repeated when a connection breaks.
    """

    def __init__(self, channel: grpc.aio.Channel, *, timeout: float = 30.0, backoff: Backoff = Backoff(), silence: float = SILENCE) -> None:
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
    ) -> "AsyncClient":
        """A client of `target` ("host:port") over TLS, trusting `ca_file` or else the roots that grpc brings.

        `cert_file` and `key_file` are the client's certificate, `token` the bearer token or a function that gives one for each call.
        """
        credentials = _channel.credentials(ca_file, cert_file, key_file, token, insecure)
        chosen = _channel.options(options)
        channel = grpc.aio.secure_channel(target, credentials, chosen) if credentials else grpc.aio.insecure_channel(target, chosen)
        return cls(channel, timeout=timeout)

    async def close(self) -> None:
        """Ends all calls and the connection."""
        await self._channel.close()

    async def __aenter__(self) -> "AsyncClient":
        return self

    async def __aexit__(self, *_: Any) -> None:
        await self.close()

    async def submit(self, request: v1.SubmitRequest, *, timeout: Optional[float] = None) -> v1.SubmitResponse:
        """Records one response durably. Done is something else: see submit_and_wait."""
        return await self._call(self._responses.Submit, with_request_id(request), timeout)

    async def submit_batch(self, request: v1.SubmitBatchRequest, *, timeout: Optional[float] = None) -> v1.SubmitBatchResponse:
        """Records 1 to 1,000 responses, all or none."""
        return await self._call(self._responses.SubmitBatch, with_request_id(request), timeout)

    def submit_and_watch(self, request: v1.SubmitAndWatchRequest, *, timeout: Optional[float] = None) -> "AsyncWatch[v1.SubmitAndWatchResponse]":
        """Submits, then gives the submission's events to its end. The deadline of the watch does not end the work."""
        return self._watch(SubmitStream(with_request_id(request)), "", timeout)

    async def submit_and_wait(self, request: v1.SubmitAndWatchRequest, *, timeout: Optional[float] = None) -> v1.Submission:
        """Submits and waits for the end; the submission tells by its state whether it succeeded. The deadline does not end the work."""
        submission = v1.Submission()
        async with self.submit_and_watch(request, timeout=timeout) as messages:
            async for message in messages:
                submission = last_submission(message, submission)
        return submission

    async def get_submission(self, submission_id: str, *, timeout: Optional[float] = None) -> v1.Submission:
        """One submission as it is now."""
        return (await self._call(self._responses.GetSubmission, v1.GetSubmissionRequest(submission_id=submission_id), timeout)).submission

    async def list_submissions(self, request: v1.ListSubmissionsRequest, *, timeout: Optional[float] = None) -> v1.ListSubmissionsResponse:
        """One page, newest first."""
        return await self._call(self._responses.ListSubmissions, request, timeout)

    def watch_submission(
        self, submission_id: str, *, after_cursor: str = "", timeout: Optional[float] = None
    ) -> "AsyncWatch[v1.WatchSubmissionResponse]":
        """The events of one submission to its end."""
        return self._watch(Stream("WatchSubmission", v1.WatchSubmissionRequest(submission_id=submission_id)), after_cursor, timeout)

    def watch_submissions(
        self, filter: Optional[v1.SubmissionFilter] = None, *, after_cursor: str = "", timeout: Optional[float] = None
    ) -> "AsyncWatch[v1.WatchSubmissionsResponse]":
        """The events of all submissions that match. Never ends by itself."""
        return self._watch(Stream("WatchSubmissions", v1.WatchSubmissionsRequest(filter=filter)), after_cursor, timeout)

    async def cancel_submission(self, submission_id: str, reason: str = "", *, timeout: Optional[float] = None) -> v1.Submission:
        """Cancels a submission that was not sent to KSC yet."""
        request = v1.CancelSubmissionRequest(submission_id=submission_id, reason=reason)
        return (await self._call(self._responses.CancelSubmission, request, timeout)).submission

    async def cancel_batch(self, batch_id: str, reason: str = "", *, timeout: Optional[float] = None) -> v1.CancelBatchResponse:
        """Cancels what can still be cancelled of a batch."""
        return await self._call(self._responses.CancelBatch, v1.CancelBatchRequest(batch_id=batch_id, reason=reason), timeout)

    async def get_capabilities(self, *, timeout: Optional[float] = None) -> v1.GetCapabilitiesResponse:
        """What the server can do."""
        return await self._call(self._responses.GetCapabilities, v1.GetCapabilitiesRequest(), timeout)

    async def list_servers(self, *, timeout: Optional[float] = None) -> v1.ListServersResponse:
        """The KSC connections."""
        return await self._call(self._ksc.ListServers, v1.ListServersRequest(), timeout)

    async def get_server_status(self, server: str = "", *, timeout: Optional[float] = None) -> v1.GetServerStatusResponse:
        """How one KSC connection does now."""
        return await self._call(self._ksc.GetServerStatus, v1.GetServerStatusRequest(server=server), timeout)

    async def find_hosts(self, request: v1.FindHostsRequest, *, timeout: Optional[float] = None) -> AsyncIterator[v1.Host]:
        """Hosts by name, FQDN or free text."""
        try:
            async for message in self._ksc.FindHosts(request, timeout=self._timeout if timeout is None else timeout):
                yield message.host
        except grpc.RpcError as error:
            raise ResponseError.from_rpc_error(error) from error

    async def _call(self, method: Callable[..., Awaitable[Result]], request: Any, timeout: Optional[float]) -> Result:
        try:
            return await method(request, timeout=self._timeout if timeout is None else timeout)
        except grpc.RpcError as error:
            raise ResponseError.from_rpc_error(error) from error

    def _watch(self, stream: Stream, cursor: str, timeout: Optional[float]) -> "AsyncWatch[Any]":
        return AsyncWatch(self._responses, Resumption(stream, cursor, timeout, self._backoff), self._silence)


class AsyncWatch(Generic[Message]):
    """Asynchronous iterator over the messages of a watch, as if its stream never broke. An asynchronous context manager."""

    def __init__(self, stub: Any, resumption: Resumption, silence: float) -> None:
        self._stub = stub
        self._resumption = resumption
        self._silence = silence
        self._cancelled = asyncio.Event()
        self._ended = False
        self._call: Any = None

    @property
    def cursor(self) -> str:
        """Of the last message: pass it as after_cursor to go on after it, also in another process."""
        return self._resumption.cursor

    def cancel(self) -> None:
        """Ends the watch: the iteration ends with CANCELLED. The submissions go on."""
        self._cancelled.set()
        self._drop()

    async def __aenter__(self) -> "AsyncWatch[Message]":
        return self

    async def __aexit__(self, *_: Any) -> None:
        self.cancel()

    def __aiter__(self) -> AsyncIterator[Message]:
        return self

    async def __anext__(self) -> Message:
        while not self._ended:
            self._ended = True
            try:
                read = await self._read()
                if read is grpc.aio.EOF:
                    break
                message = self._resumption.accept(read)
                self._ended = False
                if message is not None:
                    return message
            except ResponseError as error:
                self._drop()
                delay = self._resumption.delay_after(error)
                try:
                    await asyncio.wait_for(self._cancelled.wait(), delay)
                except asyncio.TimeoutError:
                    pass
                self._ended = False
        self._drop()
        raise StopAsyncIteration

    async def _read(self) -> Any:
        if self._cancelled.is_set():
            raise ResponseError(grpc.StatusCode.CANCELLED, "The watch was cancelled.")
        if self._call is None:
            self._call = self._resumption.open(self._stub)
        try:
            return await asyncio.wait_for(self._call.read(), self._silence)
        except asyncio.TimeoutError:
            raise silent() from None
        except asyncio.CancelledError:
            # Of the call by cancel(), or of the task that reads.
            if not self._cancelled.is_set():
                raise
            raise ResponseError(grpc.StatusCode.CANCELLED, "The watch was cancelled.") from None
        except grpc.RpcError as error:
            raise ResponseError.from_rpc_error(error) from error

    def _drop(self) -> None:
        call, self._call = self._call, None
        if call is not None:
            call.cancel()
