"""One response, one submission: request ids, repeats inside a run, and repeats of the run."""

import email.utils
import time
import unittest
import uuid
from unittest import mock

from support import EVENT, HOST, MD5, PATH, SUBMISSION, FakeClock, FakeGateway, Folder, Run, accepted, run_against

from edrgrpc_kuma.clock import Deadline
from edrgrpc_kuma.repeat import find_earlier
from edrgrpc_kuma.transport import Answer

UNAVAILABLE = (503, {"code": 14, "message": "The server is stopping.", "details": []})


def ids(*runs, **options):
    """The request_id of each run of (script, *argv)."""
    found = []
    for script, *argv in runs:
        _, gateway = run_against(lambda *_: (200, accepted()), script, *argv, **options)
        found.append(gateway.posts()[-1]["requestId"])
    return found


class RequestIds(unittest.TestCase):
    RULE = ("deleteFile", "--targetHost", HOST, "--path", PATH, "--eventId", EVENT)

    def test_they_are_uuids_that_depend_on_what_kuma_passes_only(self):
        same = ids(
            self.RULE, self.RULE, self.RULE + ("--timeout", "7", "--wait", "1", "--comment", "x"),
            ("deleteFile", "--eventId", EVENT, "--path", PATH, "--targetHost=" + HOST))
        self.assertEqual(1, len(set(same)))
        self.assertEqual(5, uuid.UUID(same[0]).version)
        # A change here makes the repeats of an upgraded correlator act twice.
        self.assertEqual("c27943ca-afae-5707-8751-48d61b3afa9e", same[0])

    def test_they_do_not_depend_on_time_or_settings(self):
        self.assertEqual(1, len(set(ids(self.RULE, clock=FakeClock(1)) + ids(self.RULE, clock=FakeClock(9e8)) + ids(self.RULE, settings={"area": "SOC"}))))

    def test_another_event_host_script_or_value_is_another_request(self):
        different = ids(
            self.RULE, self.RULE[:-1] + ("other",), ("deleteFile", "--host-name", HOST) + self.RULE[3:], ("getFile",) + self.RULE[1:],
            self.RULE + ("--md5hash", MD5), self.RULE + ("--searchInSubfolders", "true"), self.RULE + ("--searchInSubfolders", "false"),
            self.RULE + ("--severity", "critical"), self.RULE + ("--server", "b"), self.RULE[:-2])
        self.assertEqual(len(different), len(set(different)))

    def test_an_archive_counts_by_its_content(self):
        with Folder() as folder:
            one, copy, other = (folder.file(name, b"PK\x03\x04" + content) for name, content in (("1", b"a"), ("2", b"a"), ("3", b"b")))
            found = ids(*[("iocScan", "--targetHost", HOST, "--eventId", EVENT, "--ioc", path) for path in (one, copy, other)])
        self.assertEqual(found[0], found[1])
        self.assertNotEqual(found[0], found[2])


class RepeatsInsideARun(unittest.TestCase):
    def run_with(self, answers, *argv, clock=None):
        left = list(answers)
        return run_against(
            lambda *_: left.pop(0) if len(left) > 1 else left[0], "isolateHost", "--targetHost", HOST, "--action", "1", "--eventId", EVENT, *argv, clock=clock)

    def test_lost_answers_and_unavailability_are_repeated_with_the_same_request(self):
        run, gateway = self.run_with([None, UNAVAILABLE, (502, b"<html>"), (200, b'{"submission":{"subm'), (200, accepted())])
        self.assertEqual(0, run.code, run.line)
        self.assertEqual(5, len(gateway.posts()))
        self.assertEqual(1, len({str(post) for post in gateway.posts()}))

    def test_never_beyond_the_time_limit(self):
        clock = FakeClock()
        run, gateway = self.run_with([UNAVAILABLE], "--timeout", "6", clock=clock)
        self.assertEqual(5, run.code)
        self.assertLess(sum(clock.slept), 6)
        self.assertEqual(len(clock.slept) + 1, len(gateway.posts()))
        self.assertIn("no answer within 6 s: The server is stopping.", run.line)
        self.assertIn(gateway.posts()[0]["requestId"], run.line)
        self.assertIn("starting the script again with the same arguments is safe", run.line)

    def test_the_delay_that_the_gateway_asks_for_is_kept(self):
        retry = {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "5s"}
        clock = FakeClock()
        run, gateway = self.run_with([(503, {"code": 14, "message": "later", "details": [retry]}), (200, accepted())], clock=clock)
        self.assertEqual((0, 2, [5.0]), (run.code, len(gateway.posts()), clock.slept))
        run, gateway = self.run_with([(503, {"code": 14, "message": "later", "details": [retry]})], "--timeout", "4")
        self.assertEqual((5, 1), (run.code, len(gateway.posts())))

    def test_refusals_are_not_repeated(self):
        for status, code in ((400, 3), (404, 5), (403, 7), (409, 6), (429, 8), (500, 13), (504, 4)):
            run, gateway = self.run_with([(status, {"code": code, "message": "no", "details": []})])
            self.assertEqual((4, 1), (run.code, len(gateway.posts())), run.line)

    def test_redirects_are_not_followed(self):
        run, gateway = self.run_with([(307, b"")])
        self.assertEqual((4, 1), (run.code, len(gateway.posts())))

    def test_nothing_listens(self):
        with FakeGateway(lambda *_: None) as gateway:
            url = gateway.url
        with Folder(url=url) as folder:
            run = Run("isolateHost", "--targetHost", HOST, "--action", "1", "--timeout", "2", folder=folder)
        self.assertEqual(5, run.code)
        self.assertIn("Connection refused", run.line)


class RepeatsOfTheRun(unittest.TestCase):
    """Without --eventId. The fake keeps submissions by request_id, as the gateway does."""

    WINDOW = 120

    def setUp(self):
        self.recorded = []
        self.clock = FakeClock(10000 * self.WINDOW + 60.0)
        self.skew = 0

    def answer(self, method, path, body):
        if method == "GET":
            self.assertIn("filter.task_kinds=TASK_KIND_ISOLATE_HOST", path)
            self.assertIn("filter.target_host=" + HOST, path)
            return 200, {"submissions": list(reversed(self.recorded))}
        for submission in self.recorded:
            if submission["requestId"] == body["requestId"]:
                return 200, {"submission": submission, "deduplicated": True}
        created = time.strftime("%Y-%m-%dT%H:%M:%S.123456Z", time.gmtime(self.clock.now + self.skew))
        self.recorded.append({
            "submissionId": str(uuid.uuid4()), "requestId": body["requestId"], "state": "SUBMISSION_STATE_ACCEPTED", "createTime": created})
        return 200, {"submission": self.recorded[-1]}

    def run_at(self, moment):
        self.clock.now = moment
        with mock.patch("http.server.BaseHTTPRequestHandler.date_time_string", lambda _: email.utils.formatdate(self.clock.now + self.skew, usegmt=True)):
            run, _ = run_against(self.answer, "isolateHost", "--targetHost", HOST, "--action", "1", clock=self.clock)
        self.assertEqual(0, run.code, run.line)
        return run

    def test_a_repeat_acts_once_wherever_the_windows_meet(self):
        edge = 10000 * self.WINDOW
        for first, again in ((edge, edge + 119), (edge - 0.5, edge + 0.5), (edge - 0.001, edge), (edge - 100, edge + 15), (edge - 1, edge + 118)):
            self.recorded = []
            self.run_at(first)
            run = self.run_at(again)
            self.assertEqual(1, len(self.recorded), (first, again))
            self.assertIn("already recorded (a repeat", run.line)
            self.assertIn(self.recorded[0]["submissionId"], run.line)

    def test_the_same_response_later_acts_again(self):
        edge = 10000 * self.WINDOW
        for first, again in ((edge, edge + 122), (edge - 100, edge + 22), (edge + 119, edge + 242), (edge, edge + 3600)):
            self.recorded = []
            self.run_at(first)
            self.run_at(again)
            self.assertEqual(2, len(self.recorded), (first, again))

    def test_the_clocks_of_gateway_and_correlator_may_differ(self):
        edge = 10000 * self.WINDOW
        for self.skew in (-7200, 7200):
            self.recorded = []
            self.run_at(edge - 5)
            self.run_at(edge + 5)
            self.assertEqual(1, len(self.recorded))
            self.run_at(edge + 122)
            self.assertEqual(2, len(self.recorded))

    def test_pages_are_followed(self):
        class Pages:
            asked = []

            def list(self, query, _):
                self.asked.append(query.get("page_token"))
                found = {"submissions": [{"requestId": "other", "createTime": "2025-01-01T00:00:00Z"}], "nextPageToken": "next"}
                if query.get("page_token"):
                    found = {"submissions": [{"requestId": "wanted", "createTime": "2025-01-01T00:00:00Z", "submissionId": SUBMISSION}]}
                return Answer(200, "Wed, 01 Jan 2025 00:00:10 GMT", found)

        pages = Pages()
        self.assertEqual(SUBMISSION, find_earlier(pages, "wanted", "K", None, 120, Deadline(self.clock, 5))["submissionId"])
        self.assertEqual([None, "next"], pages.asked)


if __name__ == "__main__":
    unittest.main()
