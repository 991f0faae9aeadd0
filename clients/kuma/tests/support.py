"""What the tests share: a folder with settings, a gateway of answers on loopback, and runs of scripts in this process."""

import io
import json
import os
import shutil
import sys
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from unittest import mock

FOLDER = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, FOLDER)

HOST = "4328e16a-bf83-47c3-8d0b-0fdf79f9d673"
SUBMISSION = "0192f1a0-0000-7000-8000-000000000001"
EVENT = "8d1e1f0e-6c0b-4b7c-9f50-5a0d1c1f7a11"
PATH = "C:\\Temp\\a b.exe"
MD5 = "44d88612fea8a8f36de82e1278abb02f"


class FakeClock:
    """A clock that moves only when somebody sleeps."""

    def __init__(self, now=1000000.0):
        self.now = now
        self.slept = []

    def monotonic(self):
        return self.now

    def wall(self):
        return self.now

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds


class FakeGateway:
    """An HTTP server that answers what the test says and keeps what it was asked. An answer of None closes the connection."""

    def __init__(self, answer):
        self.requests = []
        gateway = self

        class Handler(BaseHTTPRequestHandler):
            def _serve(self):
                length = int(self.headers.get("Content-Length", 0))
                body = json.loads(self.rfile.read(length).decode("utf-8")) if length else None
                gateway.requests.append((self.command, self.path, body, dict(self.headers)))
                said = answer(self.command, self.path, body)
                if said is None:
                    self.close_connection = True
                    return
                status, content = said
                data = content if isinstance(content, bytes) else json.dumps(content).encode("utf-8")
                self.send_response(status)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST = _serve

            def log_message(self, *_):
                pass

        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self.url = "http://127.0.0.1:{}".format(self._server.server_address[1])

    def posts(self):
        return [body for method, _, body, _ in self.requests if method == "POST"]

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def accepted(state="ACCEPTED", deduplicated=False, **more):
    """A SubmitResponse."""
    return {"submission": dict({"submissionId": SUBMISSION, "state": "SUBMISSION_STATE_" + state}, **more), "deduplicated": deduplicated}


class Folder:
    """A folder with edrgrpc.ini."""

    def __init__(self, **settings):
        self.path = tempfile.mkdtemp(prefix="edrgrpc-kuma-")
        self.write(**settings)

    def write(self, **settings):
        self.file("edrgrpc.ini", "[gateway]\n" + "".join("{} = {}\n".format(*item) for item in settings.items()), 0o640)

    def file(self, name, content, mode=0o640):
        path = os.path.join(self.path, name)
        with open(path, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode("utf-8"))
        os.chmod(path, mode)
        return path

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.path)


class Run:
    """A script run in this process."""

    def __init__(self, script, *argv, folder, clock=None):
        from edrgrpc_kuma.main import main

        self.log = []
        written = io.BytesIO()
        with mock.patch("syslog.syslog", lambda priority, text: self.log.append((priority, text))), mock.patch(
                "os.write", lambda _, data: written.write(data)), mock.patch("signal.signal"):
            self.code = main(script, list(argv), folder.path, clock or FakeClock())
        self.line = written.getvalue().decode("utf-8")


def run_against(answer, script, *argv, settings=None, clock=None):
    """The run, and what the gateway was asked."""
    with FakeGateway(answer) as gateway, Folder(url=gateway.url, **(settings or {})) as folder:
        run = Run(script, *argv, folder=folder, clock=clock)
    return run, gateway


def action_of(script, *argv, settings=None):
    """The task in the request that a script makes of its arguments."""
    run, gateway = run_against(lambda *_: (200, accepted()), script, "--targetHost", HOST, "--eventId", EVENT, *argv, settings=settings)
    if run.code != 0:
        raise AssertionError(run.line)
    return gateway.posts()[0]["action"][script]


def refusal_of(script, *argv, settings=None, code=2):
    """The line of a run that the gateway must not hear of."""
    run, gateway = run_against(lambda *_: (200, accepted()), script, *argv, settings=settings)
    if run.code != code or gateway.requests:
        raise AssertionError("code {}, {} requests: {}".format(run.code, len(gateway.requests), run.line))
    return run.line
