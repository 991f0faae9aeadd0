"""Client of EdrGrpc: `Client` for threads, `AsyncClient` for asyncio, the messages of the contract in `edrgrpc.v1`."""

from . import v1
from .aio import AsyncClient, AsyncWatch
from .backoff import Backoff
from .client import Client, Watch
from .errors import FieldViolation, ResponseError

__all__ = ["AsyncClient", "AsyncWatch", "Backoff", "Client", "FieldViolation", "ResponseError", "Watch", "v1"]
