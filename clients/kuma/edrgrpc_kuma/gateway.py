"""The calls of the gateway that the scripts use, repeated while it is unavailable and time is left."""

from urllib.parse import urlencode

from .failure import NOT_REACHED, REFUSED, Failure
from .refusal import Refusal
from .transport import ConnectionLost

_FIRST_PAUSE = 0.25
_LONGEST_PAUSE = 2.0
_ATTEMPT_SECONDS = 10.0


class Gateway:
    """The gateway of the settings."""

    def __init__(self, settings, transport, report):
        self._settings = settings
        self._transport = transport
        self._report = report

    def submit(self, request, deadline):
        """SubmitResponse. Repeats carry the same request_id, so that they cannot act twice."""
        return self._call("POST", "/v1/submissions", request, deadline).body

    def get(self, submission_id, deadline):
        """The submission as it is now."""
        return self._call("GET", "/v1/submissions/" + submission_id, None, deadline).body.get("submission", {})

    def list(self, query, deadline):
        """One page of submissions, newest first, with the gateway's Date header."""
        return self._call("GET", "/v1/submissions?" + urlencode(query), None, deadline)

    def _call(self, method, path, body, deadline):
        pause, problem = _FIRST_PAUSE, "no time was left"
        while deadline.left() > 0:
            least = pause
            try:
                answer = self._transport.send(method, path, body, max(0.1, min(_ATTEMPT_SECONDS, deadline.left())))
                if answer.status // 100 == 2:
                    return answer
                refusal = Refusal(answer)
                if not refusal.retriable:
                    raise Failure(REFUSED, "the gateway refused: " + refusal.sentence)
                problem, least = refusal.sentence, max(pause, refusal.retry_delay)
            except ConnectionLost as lost:
                problem = str(lost)
            self._report.warning("{} {}: {}".format(method, self._settings.address, problem))
            if not deadline.sleep(least):
                break
            pause = min(_LONGEST_PAUSE, 2 * pause)
        raise Failure(NOT_REACHED, "{} gave no answer within {} s: {}".format(self._settings.address, deadline.seconds, problem))
