"""The error of every call, with the details that the server sends beside the status code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Iterable, Mapping, Optional, Tuple

import grpc
from google.protobuf.message import DecodeError
from google.rpc import error_details_pb2, status_pb2

DOMAIN = "edr.response.v1"
_CODES = {code.value[0]: code for code in grpc.StatusCode}


@dataclass(frozen=True)
class FieldViolation:
    """One field of the request that breaks a rule."""

    field: str
    description: str


class ResponseError(Exception):
    """A call that failed, or why a submission did not succeed (`from_status(submission.error)`)."""

    def __init__(self, code: grpc.StatusCode, message: str, details: Iterable[Any] = ()) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message
        self.details: Tuple[Any, ...] = tuple(details)
        """All details as google.protobuf.Any; the common ones are unpacked below."""
        self.reason = ""
        """Name of an ErrorReason without its prefix, for example "HOST_UNRESOLVED". Empty when the error is not the server's."""
        self.domain = ""
        self.metadata: Mapping[str, str] = {}
        self.field_violations: Tuple[FieldViolation, ...] = ()
        self.retry_delay: Optional[float] = None
        """Seconds after which the server says a repeat may succeed."""
        for detail in self.details:
            self._read(detail)

    def __str__(self) -> str:
        reason = f" ({self.reason})" if self.reason else ""
        fields = "".join(f"; {violation.field}: {violation.description}" for violation in self.field_violations)
        return f"{self.code.name}{reason}: {self.message}{fields}"

    @property
    def from_server(self) -> bool:
        """True if the server made this error, False if it comes from the connection or something in between."""
        return self.domain == DOMAIN

    @classmethod
    def from_status(cls, status: status_pb2.Status) -> "ResponseError":
        """Of a google.rpc.Status, for example Submission.error."""
        return cls(_CODES.get(status.code, grpc.StatusCode.UNKNOWN), status.message, status.details)

    @classmethod
    def from_rpc_error(cls, error: grpc.RpcError) -> "ResponseError":
        """Of what grpc raised."""
        for key, value in error.trailing_metadata() or ():
            if key == "grpc-status-details-bin":
                try:
                    return cls(error.code(), error.details() or "", status_pb2.Status.FromString(value).details)
                except DecodeError:
                    break  # Made by something in between: the code and the message still count.
        return cls(error.code(), error.details() or "")

    def _read(self, detail: Any) -> None:
        info, bad, retry = error_details_pb2.ErrorInfo(), error_details_pb2.BadRequest(), error_details_pb2.RetryInfo()
        try:
            if detail.Unpack(info):
                self.reason, self.domain, self.metadata = info.reason, info.domain, dict(info.metadata)
            elif detail.Unpack(bad):
                self.field_violations = tuple(FieldViolation(v.field, v.description) for v in bad.field_violations)
            elif detail.Unpack(retry):
                self.retry_delay = max(0.0, retry.retry_delay.seconds + retry.retry_delay.nanos / 1e9)
        except DecodeError:
            pass
