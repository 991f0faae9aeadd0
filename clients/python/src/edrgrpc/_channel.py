"""Credentials and options of the channels that both clients make."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Callable, List, Optional, Sequence, Tuple, Union

import grpc

Token = Union[str, Callable[[], str]]
_UNARY = {
    "ResponseService": ["Submit", "SubmitBatch", "GetSubmission", "ListSubmissions", "CancelSubmission", "CancelBatch", "GetCapabilities"],
    "KscService": ["ListServers", "GetServerStatus"],
}
_SERVICE_CONFIG = {
    "methodConfig": [
        {
            "name": [{"service": f"edr.response.v1.{service}", "method": method} for service, methods in _UNARY.items() for method in methods],
            # Repeating is safe because the clients fill request_id.
            "retryPolicy": {
                "maxAttempts": 5,
                "initialBackoff": "0.5s",
                "maxBackoff": "5s",
                "backoffMultiplier": 2,
                "retryableStatusCodes": ["UNAVAILABLE"],
            },
        }
    ]
}


def options(extra: Sequence[Tuple[str, Any]]) -> List[Tuple[str, Any]]:
    """The channel's options; those of the caller win."""
    chosen = {
        "grpc.enable_retries": 1,
        "grpc.service_config": json.dumps(_SERVICE_CONFIG),
        # The default of two minutes would keep watches waiting long after the server is back.
        "grpc.initial_reconnect_backoff_ms": 500,
        "grpc.max_reconnect_backoff_ms": 10_000,
        # A watch would wait for ever for a server that stands still, or behind a NAT that forgot it; broken, it is resumed.
        "grpc.keepalive_time_ms": 20_000,
        "grpc.keepalive_timeout_ms": 10_000,
        "grpc.http2.max_pings_without_data": 0,
    }
    chosen.update(extra)
    return list(chosen.items())


def credentials(
    ca_file: Optional[str], cert_file: Optional[str], key_file: Optional[str], token: Optional[Token], insecure: bool
) -> Optional[grpc.ChannelCredentials]:
    """TLS credentials, or None for a cleartext channel."""
    if insecure:
        if ca_file or cert_file or key_file or token:
            raise ValueError("insecure=True sends cleartext: leave out ca_file, cert_file, key_file and token")
        return None
    if bool(cert_file) != bool(key_file):
        raise ValueError("cert_file and key_file must be given together")
    tls = grpc.ssl_channel_credentials(_read(ca_file), _read(key_file), _read(cert_file))
    if token is None:
        return tls
    return grpc.composite_channel_credentials(tls, grpc.metadata_call_credentials(_BearerToken(token)))


def _read(file: Optional[str]) -> Optional[bytes]:
    return Path(file).read_bytes() if file else None


class _BearerToken(grpc.AuthMetadataPlugin):
    """Asked for each call, so that a watch of many days reconnects with a token that is still valid."""

    def __init__(self, token: Token) -> None:
        self._token = token

    def __call__(self, context: grpc.AuthMetadataContext, callback: grpc.AuthMetadataPluginCallback) -> None:
        try:
            token = self._token() if callable(self._token) else self._token
            callback((("authorization", f"Bearer {token}"),), None)
        except Exception as error:  # The call then fails with UNAUTHENTICATED or UNAVAILABLE instead of hanging.
            callback((), error)
