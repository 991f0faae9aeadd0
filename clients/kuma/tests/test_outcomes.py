"""What the operator learns: the line, the exit code, and with --wait the end."""

import unittest

from support import EVENT, HOST, SUBMISSION, FakeClock, accepted, run_against

RULE = ("isolateHost", "--targetHost", HOST, "--action", "1", "--eventId", EVENT)


class Outcomes(unittest.TestCase):
    def test_recorded(self):
        run, gateway = run_against(lambda *_: (200, accepted()), *RULE)
        self.assertEqual((0, "isolateHost OK: recorded as submission {}, state ACCEPTED\n".format(SUBMISSION)), (run.code, run.line))
        self.assertEqual(1, len(gateway.requests))
        self.assertTrue(any(gateway.posts()[0]["requestId"] in text for _, text in run.log))

    def test_a_repeat_says_so(self):
        run, _ = run_against(lambda *_: (200, accepted("FAILED", deduplicated=True)), *RULE)
        self.assertEqual(0, run.code)
        self.assertIn("already recorded (a repeat, nothing new was done)", run.line)
        self.assertIn("state FAILED", run.line)

    def test_validate_only_shows_the_body(self):
        run, gateway = run_against(lambda *_: (200, {"submission": {}, "incidentBody": "{...}"}), *(RULE + ("--validateOnly",)))
        self.assertEqual(0, run.code)
        self.assertTrue(gateway.posts()[0]["validateOnly"])
        self.assertIn("nothing was done. Body for KSC: {...}", run.line)

    def test_all_bad_fields_are_in_one_line_by_the_names_of_the_arguments(self):
        details = [
            {"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": [
                {"field": "action.delete_file.md5_hash", "description": "Must be empty or 32 hexadecimal digits."},
                {"field": "action.delete_file.path", "description": "Must be\nabsolute."}, {"field": "items[0]", "description": "x"}]},
            {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "INVALID_REQUEST"}]
        run, _ = run_against(lambda *_: (400, {"code": 3, "message": "2 fields", "details": details}), *RULE)
        self.assertEqual(4, run.code)
        self.assertEqual(
            "isolateHost FAILED: the gateway refused: --md5hash (action.delete_file.md5_hash): Must be empty or 32 hexadecimal digits.; "
            "--path (action.delete_file.path): Must be\\nabsolute.; items[0]: x (INVALID_REQUEST)\n", run.line)

    def test_answers_that_are_not_the_gateways_do_no_harm(self):
        for status, body in ((404, b"<html>"), (400, b"[]"), (400, {"code": "x", "details": [1, {"@type": 3}], "message": None}), (418, b"\xff")):
            run, _ = run_against(lambda *_, s=status, b=body: (s, b), *RULE)
            self.assertEqual(4, run.code, run.line)
            self.assertEqual(1, run.line.count("\n"))
        for body in ({}, {"submission": None}, {"submission": {"submissionId": "../../x"}}, {"submission": {"submissionId": 7}}):
            run, _ = run_against(lambda *_, b=body: (200, b), *RULE)
            self.assertEqual(5, run.code, run.line)

    def test_a_defect_is_one_line_and_its_details_are_in_syslog(self):
        run, _ = run_against(lambda *_: (200, {"submission": ["x"]}), *RULE)
        self.assertEqual(1, run.code)
        self.assertEqual(1, run.line.count("\n"))
        self.assertTrue(any("Traceback" in text for _, text in run.log))


class Wait(unittest.TestCase):
    def run_with(self, states, wait="30", **more):
        left = list(states)

        def answer(method, path, _):
            if method == "POST":
                return 200, accepted()
            self.assertEqual("/v1/submissions/" + SUBMISSION, path)
            said = left.pop(0) if len(left) > 1 else left[0]
            return said if isinstance(said, tuple) or said is None else (200, accepted(said, **more))

        clock = FakeClock()
        run, gateway = run_against(answer, *(RULE + ("--wait", wait)), clock=clock)
        return run, gateway, clock

    def test_every_end_has_its_code(self):
        for state, code in (
                ("SUCCEEDED", 0), ("COMPLETED_WITH_WARNINGS", 6), ("FAILED", 6), ("REJECTED", 6), ("DENIED", 6), ("CANCELLED", 6), ("EXPIRED", 6),
                ("SUPERSEDED", 6), ("OUTCOME_UNKNOWN", 8), ("UNTRACKED", 8)):
            run, _, _ = self.run_with(["ACCEPTED", "TASK_RUNNING", state], error={"code": 10, "message": "said\nKSC"})
            self.assertEqual(code, run.code, run.line)
            self.assertIn("{}, submission {}".format(state, SUBMISSION), run.line)
            if code:
                self.assertIn("said\\nKSC", run.line)

    def test_the_bound_is_kept_and_says_where_it_stands(self):
        run, gateway, clock = self.run_with(["ACCEPTED"], wait="10", waitingReason="The host is offline.")
        self.assertEqual(7, run.code)
        self.assertIn("state ACCEPTED after 10 s of waiting; it goes on. The host is offline.", run.line)
        self.assertLess(sum(clock.slept), 10)
        self.assertLess(len(gateway.requests), 15)

    def test_a_gateway_that_restarts_meanwhile_is_no_failure(self):
        run, _, _ = self.run_with([None, (503, {"code": 14, "message": "stopping", "details": []}), "SUCCEEDED"])
        self.assertEqual(0, run.code, run.line)
        run, _, _ = self.run_with([(503, {"code": 14, "message": "stopping", "details": []})])
        self.assertEqual(7, run.code, run.line)

    def test_states_of_a_newer_contract_are_no_end(self):
        run, _, _ = self.run_with(["DREAMING", "SUCCEEDED"])
        self.assertEqual(0, run.code)

    def test_wait_may_stand_alone(self):
        run, _ = run_against(lambda method, *_: (200, accepted("SUCCEEDED")), *(RULE + ("--wait",)))
        self.assertEqual(0, run.code)
        self.assertIn("SUCCEEDED", run.line)


if __name__ == "__main__":
    unittest.main()
