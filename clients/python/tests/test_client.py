"""What the scenario of tests/conformance does not reach. Every watch is read with both clients."""

import asyncio
import random
import tempfile
import unittest
from pathlib import Path

import grpc
from google.rpc import error_details_pb2
from scripted_server import ScriptedServer, caught_up, certificates, event, fall_silent, play

from edrgrpc import AsyncClient, Backoff, Client, ResponseError, v1

QUICK = Backoff(initial=0.001, maximum=0.002)
UNAVAILABLE, INTERNAL, EXHAUSTED = grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.INTERNAL, grpc.StatusCode.RESOURCE_EXHAUSTED


def read_in_thread(address, watch_of, silence):
    messages = []
    with grpc.insecure_channel(address) as channel:
        try:
            with watch_of(Client(channel, backoff=QUICK, silence=silence)) as watch:
                for message in watch:
                    messages.append(message)
        except ResponseError as error:
            return messages, error
    return messages, None


def read_in_loop(address, watch_of, silence):
    async def read():
        messages = []
        async with grpc.aio.insecure_channel(address) as channel:
            try:
                async with watch_of(AsyncClient(channel, backoff=QUICK, silence=silence)) as watch:
                    async for message in watch:
                        messages.append(message)
            except ResponseError as error:
                return messages, error
        return messages, None

    return asyncio.run(read())


class WatchTests(unittest.TestCase):
    def read(self, acts, watch_of=lambda client: client.watch_submission("id", timeout=20), silence=20.0):
        """Plays the acts to each client; yields what it saw, the error it ended with, and the server."""
        for reader in (read_in_thread, read_in_loop):
            with ScriptedServer(acts) as server:
                yield *reader(server.address, watch_of, silence), server

    def test_watch_broken_in_every_way_goes_on_after_the_last_message(self):
        acts = [
            play(code=UNAVAILABLE, reason="SHUTTING_DOWN", retry_delay=0.01),
            play(event(1), event(2), caught_up(2), code=UNAVAILABLE),
            play(caught_up(2), event(3), code=EXHAUSTED, reason="SLOW_READER"),
            play(event(4), code=INTERNAL, text="Received RST_STREAM with error code 2"),
            play(event(5)),
        ]
        for messages, error, server in self.read(acts):
            self.assertIsNone(error)
            self.assertEqual([m.event.revision for m in messages if m.HasField("event")], [1, 2, 3, 4, 5])
            self.assertEqual(sum(m.HasField("caught_up") for m in messages), 1)
            self.assertEqual([r.after_cursor for r in server.requests], ["", "", "c2", "c3", "c4"])

    def test_stream_that_falls_silent_is_opened_again(self):
        for messages, error, server in self.read([fall_silent(event(1)), play(event(2))], silence=0.3):
            self.assertIsNone(error)
            self.assertEqual([m.event.revision for m in messages], [1, 2])
            self.assertEqual(server.requests[1].after_cursor, "c1")

    def test_errors_that_another_stream_cannot_mend_end_the_watch(self):
        for act in (
            play(code=grpc.StatusCode.NOT_FOUND, reason="SUBMISSION_NOT_FOUND"),
            play(event(1), code=INTERNAL, reason="INTERNAL"),
            play(event(1), code=EXHAUSTED),
            play(code=INTERNAL),
        ):
            for _, error, server in self.read([act]):
                self.assertIsNotNone(error)
                self.assertEqual(len(server.requests), 1)

    def test_deadline_ends_a_watch_whose_server_stays_away(self):
        for act in (play(code=UNAVAILABLE), play(code=UNAVAILABLE, retry_delay=60)):
            for _, error, _ in self.read([act], lambda client: client.watch_submission("id", timeout=0.3)):
                self.assertEqual(error.code, grpc.StatusCode.DEADLINE_EXCEEDED)

    def test_submit_and_watch_repeats_the_submit_with_its_request_id_and_then_only_watches(self):
        submitted = v1.SubmitAndWatchResponse(cursor="c0")
        submitted.submitted.submission.submission_id = "made"
        acts = [play(code=UNAVAILABLE), play(submitted, code=UNAVAILABLE), play(event(1))]
        request = v1.SubmitAndWatchRequest()
        for messages, error, server in self.read(acts, lambda client: client.submit_and_watch(request, timeout=20)):
            self.assertIsNone(error)
            self.assertEqual([m.WhichOneof("payload") for m in messages], ["submitted", "event"])
            first, second, third = server.requests
            self.assertTrue(first.request_id)
            self.assertEqual(first.request_id, second.request_id)
            self.assertEqual((third.submission_id, third.after_cursor), ("made", "c0"))
        self.assertEqual(request.request_id, "", "The caller's message was changed")

    def test_ended_watch_stays_ended(self):
        with ScriptedServer([play(event(1))]) as server, Client.connect(server.address, insecure=True) as client:
            watch = client.watch_submission("id")
            self.assertEqual(len(list(watch)), 1)
            self.assertEqual(list(watch), [])
            self.assertEqual(len(server.requests), 1)


class CallTests(unittest.TestCase):
    def test_submit_is_repeated_with_one_request_id_when_the_server_is_unavailable(self):
        with ScriptedServer([play(code=UNAVAILABLE), play(v1.SubmitResponse(deduplicated=True))]) as server:
            with Client.connect(server.address, insecure=True) as client:
                self.assertTrue(client.submit(v1.SubmitRequest()).deduplicated)
            self.assertTrue(server.requests[0].request_id)
            self.assertEqual(server.requests[0].request_id, server.requests[1].request_id)

    def test_tls_with_client_certificate_and_token(self):
        with tempfile.TemporaryDirectory() as folder:
            certificates(folder)
            read = lambda name: Path(folder, name).read_bytes()
            credentials = grpc.ssl_server_credentials([(read("server.key"), read("server.pem"))], read("ca.pem"), require_client_auth=True)
            files = {"ca_file": f"{folder}/ca.pem", "cert_file": f"{folder}/client.pem", "key_file": f"{folder}/client.key"}
            tokens = iter(["one", "two"])
            with ScriptedServer([play(v1.SubmitResponse())], credentials) as server:
                with Client.connect(server.address, **files, token=lambda: next(tokens)) as client:
                    client.submit(v1.SubmitRequest())
                    client.submit(v1.SubmitRequest())
                with Client.connect(server.address, ca_file=files["ca_file"]) as client, self.assertRaises(ResponseError) as without:
                    client.submit(v1.SubmitRequest(), timeout=1)
            self.assertEqual([m["authorization"] for m in server.metadata], ["Bearer one", "Bearer two"])
            self.assertIn(without.exception.code, (UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED))

    def test_token_over_cleartext_is_refused(self):
        with self.assertRaises(ValueError):
            Client.connect("127.0.0.1:1", insecure=True, token="secret")

    def test_error_carries_the_details_and_survives_foreign_ones(self):
        violation = error_details_pb2.BadRequest()
        violation.field_violations.add(field="action.area", description="must be short")
        rich = play(code=grpc.StatusCode.INVALID_ARGUMENT, text="Bad.", reason="INVALID_REQUEST", retry_delay=1.5, extra=[violation])

        def garbage(context):
            context.set_trailing_metadata((("grpc-status-details-bin", b"\xff\xff"),))
            context.abort(grpc.StatusCode.NOT_FOUND, "Gone.")

        with ScriptedServer([rich, garbage]) as server, Client.connect(server.address, insecure=True) as client:
            with self.assertRaises(ResponseError) as raised:
                client.submit(v1.SubmitRequest())
            error = raised.exception
            self.assertEqual((error.reason, error.domain, error.metadata), ("INVALID_REQUEST", "edr.response.v1", {"key": "value"}))
            self.assertEqual(error.retry_delay, 1.5)
            self.assertEqual(str(error), "INVALID_ARGUMENT (INVALID_REQUEST): Bad.; action.area: must be short")
            with self.assertRaises(ResponseError) as raised:
                client.submit(v1.SubmitRequest())
            self.assertEqual((raised.exception.code, raised.exception.message), (grpc.StatusCode.NOT_FOUND, "Gone."))

    def test_backoff_keeps_between_what_the_server_asks_and_its_doubling_bound(self):
        seed = random.randrange(2**32)
        rng = random.Random(seed)
        backoff = Backoff(initial=0.5, maximum=20)
        for failures, bound in [(1, 0.5), (2, 1), (3, 2), (7, 20), (10_000, 20)]:
            delays = [backoff.delay(failures, 3.0, rng) for _ in range(200)]
            self.assertTrue(3 <= min(delays) and max(delays) <= 3 + bound, f"seed {seed}")
            self.assertGreater(max(delays), 3 + bound * 0.8, f"seed {seed}")


if __name__ == "__main__":
    unittest.main()
