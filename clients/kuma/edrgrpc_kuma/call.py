"""One response: from the values of the arguments to a recorded submission, and, with --wait, to its end."""

import re

from .arguments import Argument
from .clock import Deadline
from .failure import ENDED_OTHERWISE, LOOK_AT_HOST, NOT_FINISHED, NOT_REACHED, OK, Failure
from .repeat import find_earlier, window_of
from .request_id import request_id
from .settings import ANY_HOST_IDS, HOST_IDS_OR_NAMES, severity_of
from .text import printable, quoted

COMMON = [
    Argument("targetHost", "KSC's id of the host (with target_host = id-or-name in edrgrpc.ini also its name)"),
    Argument("host-name", "name of the host, which KSC must know exactly once; instead of --targetHost", alias="hostName"),
    Argument("eventId", "id of the correlation event, {{.ID}}: a repeat for the same event acts once", alias="event-id"),
    Argument("caseId", "case or ticket, for people", alias="case-id"),
    Argument("comment", "comment, for people", free=True),
    Argument("server", "KSC connection of the gateway"),
    Argument("area", "name of the application in KSC's task names"),
    Argument("severity", "information, warning or critical"),
    Argument("timeout", "seconds until the gateway must have recorded the response"),
    Argument("wait", "then follow it to its end, at most so many seconds (60 when no number is given)", flag=True),
    Argument("validateOnly", "check everything, do nothing", flag=True, alias="validate-only"),
]

MAX_WAIT = 3600
_DEFAULT_WAIT = 60
_GUID = re.compile(r"^(\{[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9a-fA-F]{32})$")
_UUID = re.compile("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
_STATE = "SUBMISSION_STATE_"
_ENDS = ("SUCCEEDED", "COMPLETED_WITH_WARNINGS", "FAILED", "REJECTED", "DENIED", "CANCELLED", "EXPIRED", "SUPERSEDED", "OUTCOME_UNKNOWN", "UNTRACKED")
_FIRST_POLL = 0.5
_LONGEST_POLL = 3.0


class Call:
    """The checked call. Wrong arguments end the script here, all of them in one line."""

    def __init__(self, task, values, settings):
        self.task = task
        self._settings = settings
        self._target = self._target_of(values)
        self._params = task.build(values)
        self._event_id = values.text("eventId", 256, allow_empty=False)
        self._context = {"labels": {"kuma.script": task.name}}
        # What is only for people never stops a response because it is empty.
        for name, field, limit in (("caseId", "caseId", 128), ("comment", "comment", 2000)):
            value = values.text(name, limit, allow_empty=True)
            if value:
                self._context[field] = value
        if self._event_id:
            self._context["sourceEventId"] = self._event_id
        self._overrides = {name: values.text(name, limit) for name, limit in (("server", 64), ("area", 32), ("severity", 16))}
        self._severity = severity_of(self._overrides["severity"])
        if self._severity is None:
            values.problem("severity", "must be information, warning or critical")
        self.timeout = values.seconds("timeout", 1, 600, settings.timeout)
        self.wait = values.seconds("wait", 1, MAX_WAIT, _DEFAULT_WAIT) if values.has("wait") else 0
        self._validate_only = bool(values.flag("validateOnly"))
        values.refuse_if_wrong()

    def run(self, gateway, clock, report):
        """Exit code and line of the end."""
        deadline = Deadline(clock, self.timeout)
        host = " ".join(quoted(name) for name in self._target.values())
        if self._event_id:
            request = self._request(request_id(self.task.name, self._action(), self._overrides, self._event_id))
            report.info("request {} for event {}, host {}".format(request["requestId"], quoted(self._event_id), host))
            earlier = None
        else:
            window = window_of(clock.wall(), self._settings.repeat_window)
            before, now = (request_id(self.task.name, self._action(), self._overrides, window=number) for number in (window - 1, window))
            request = self._request(now)
            report.info("request {} without --eventId, host {}".format(now, host))
            earlier = None if self._validate_only else find_earlier(
                gateway, before, self.task.kind, self._target.get("targetHost"), self._settings.repeat_window, deadline)
        answer = {"submission": earlier, "deduplicated": True} if earlier else self._submit(gateway, request, deadline)
        if self._validate_only:
            return OK, "checked, would be recorded; nothing was done. Body for KSC: " + str(answer.get("incidentBody", ""))[:1000]
        return self._follow(gateway, clock, report, answer)

    def _submit(self, gateway, request, deadline):
        try:
            return gateway.submit(request, deadline)
        except Failure as failure:
            if failure.exit_code != NOT_REACHED:
                raise
            raise Failure(
                NOT_REACHED,
                "{}. Whether it was recorded is not known; starting the script again with the same arguments is safe (request {})".format(
                    failure.sentence, request["requestId"])) from None

    def _follow(self, gateway, clock, report, answer):
        submission = answer.get("submission") or {}
        submission_id = str(submission.get("submissionId", ""))
        if not _UUID.match(submission_id):
            raise Failure(NOT_REACHED, "the answer of {} names no submission: it is not the gateway's".format(self._settings.address))
        recorded = "already recorded (a repeat, nothing new was done)" if answer.get("deduplicated") else "recorded"
        report.info("{} as submission {}, state {}".format(recorded, submission_id, _state(submission)))
        if not self.wait:
            return OK, "{} as submission {}, state {}".format(recorded, submission_id, _state(submission))
        deadline, pause = Deadline(clock, self.wait), _FIRST_POLL
        while _state(submission) not in _ENDS:
            if not deadline.sleep(pause):
                return NOT_FINISHED, "{} as submission {}, state {} after {} s of waiting; it goes on".format(
                    recorded, submission_id, _state(submission), self.wait) + _waiting(submission)
            pause = min(_LONGEST_POLL, 1.5 * pause)
            submission = self._look(gateway, submission_id, deadline, report) or submission
        return _end(submission, submission_id)

    def _look(self, gateway, submission_id, deadline, report):
        try:
            return gateway.get(submission_id, deadline)
        except Failure as failure:
            # It is recorded: that the gateway cannot be asked now is no failure of the response.
            if failure.exit_code != NOT_REACHED:
                raise
            report.warning(failure.sentence)
            return None

    def _action(self):
        action = dict(self._target)
        action[self.task.name] = self._params
        return action

    def _request(self, identifier):
        action = self._action()
        area = self._overrides["area"] or self._settings.area
        severity = self._severity or self._settings.severity
        if area:
            action["area"] = area
        if severity:
            action["severity"] = severity
        request = {"requestId": identifier, "action": action, "context": self._context}
        server = self._overrides["server"] or self._settings.server
        if server:
            request["server"] = server
        if self._validate_only:
            request["validateOnly"] = True
        return request

    def _target_of(self, values):
        if values.has("host-name"):
            if values.has("targetHost"):
                values.problem("host-name", "and --targetHost exclude each other")
            return {"targetHostName": values.required("host-name", 255)}
        host = values.required("targetHost", 255)
        if not host or _GUID.match(host) or self._settings.target_host == ANY_HOST_IDS:
            return {"targetHost": host}
        if self._settings.target_host == HOST_IDS_OR_NAMES:
            return {"targetHostName": host}
        values.problem("targetHost", "is no KSC host id (a GUID). For names use --host-name, or set target_host = id-or-name in edrgrpc.ini")
        return {}


def _state(submission):
    state = printable(str(submission.get("state", "")), 64)
    return state[len(_STATE):] if state.startswith(_STATE) else state


def _waiting(submission):
    reason = submission.get("waitingReason")
    return ". " + str(reason) if reason else ""


def _end(submission, submission_id):
    state = _state(submission)
    if state == "SUCCEEDED":
        return OK, "SUCCEEDED, submission {}".format(submission_id)
    error = submission.get("error")
    said = str(error.get("message", "")) if isinstance(error, dict) else ""
    code = LOOK_AT_HOST if state in ("OUTCOME_UNKNOWN", "UNTRACKED") else ENDED_OTHERWISE
    return code, "{}, submission {}. {}".format(state, submission_id, said)
