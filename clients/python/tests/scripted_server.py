"""A ResponseService that plays a script: each call to a stream takes the next act, a function of the context that yields messages."""

from __future__ import annotations

import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import grpc
from edr.response.v1 import response_service_pb2_grpc
from google.protobuf.any_pb2 import Any
from google.rpc import error_details_pb2, status_pb2

from edrgrpc import v1


class ScriptedServer(response_service_pb2_grpc.ResponseServiceServicer):
    def __init__(self, acts, credentials=None):
        self._acts = list(acts)
        self.requests = []
        self.metadata = []
        self._server = grpc.server(ThreadPoolExecutor(8))
        response_service_pb2_grpc.add_ResponseServiceServicer_to_server(self, self._server)
        listen = self._server.add_insecure_port if credentials is None else lambda at: self._server.add_secure_port(at, credentials)
        self.port = listen("127.0.0.1:0")
        self.address = f"127.0.0.1:{self.port}"

    def __enter__(self):
        self._server.start()
        return self

    def __exit__(self, *_):
        self._server.stop(None).wait()

    def _play(self, request, context):
        self.requests.append(request)
        self.metadata.append(dict(context.invocation_metadata()))
        # The last act is played again and again.
        act = self._acts.pop(0) if len(self._acts) > 1 else self._acts[0]
        yield from act(context)

    def WatchSubmission(self, request, context):
        return self._play(request, context)

    def SubmitAndWatch(self, request, context):
        return self._play(request, context)

    def Submit(self, request, context):
        for message in self._play(request, context):
            return message


def event(revision):
    return v1.WatchSubmissionResponse(event=v1.SubmissionEvent(revision=revision), cursor=f"c{revision}")


def caught_up(revision):
    return v1.WatchSubmissionResponse(caught_up=v1.CaughtUp(), cursor=f"c{revision}")


def play(*messages, code=None, text="broken", reason=None, retry_delay=None, extra=()):
    """An act: these messages, then this status, or OK."""

    def act(context):
        yield from messages
        if code is None:
            return
        details = []
        if reason:
            details.append(error_details_pb2.ErrorInfo(reason=reason, domain="edr.response.v1", metadata={"key": "value"}))
        if retry_delay is not None:
            details.append(error_details_pb2.RetryInfo())
            details[-1].retry_delay.FromMilliseconds(round(retry_delay * 1000))
        details += extra
        if details:
            status = status_pb2.Status(code=code.value[0], message=text)
            for detail in details:
                packed = Any()
                packed.Pack(detail)
                status.details.append(packed)
            context.set_trailing_metadata((("grpc-status-details-bin", status.SerializeToString()),))
        context.abort(code, text)

    return act


def fall_silent(*messages):
    """An act: these messages, then nothing until the client goes."""

    def act(context):
        yield from messages
        gone = threading.Event()
        context.add_callback(gone.set)
        gone.wait()

    return act


def certificates(folder):
    """Makes ca.pem, and server and client certificates signed by it, with openssl."""
    run = lambda *arguments: subprocess.run(["openssl", *arguments], check=True, capture_output=True, cwd=folder)
    run("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=test ca", "-keyout", "ca.key", "-out", "ca.pem")
    for name in ("server", "client"):
        Path(folder, f"{name}.ext").write_text("subjectAltName=IP:127.0.0.1\n")
        run("req", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={name}", "-keyout", f"{name}.key", "-out", f"{name}.csr")
        run("x509", "-req", "-in", f"{name}.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-extfile", f"{name}.ext", "-out", f"{name}.pem")
