"""A refusal of the gateway (google.rpc.Status in JSON) as one sentence for the operator."""

from .text import printable

UNAVAILABLE = 14
_PROXY_UNAVAILABLE = (502, 503, 504)
_ARGUMENT_OF_FIELD = {
    "md5_hash": "md5hash",
    "sha256_hash": "sha256hash",
    "search_in_subfolders": "searchInSubfolders",
    "executable_path": "executablePath",
    "working_folder": "workingFolder",
    "case_sensitive": "caseSensitive",
    "ioc_archive": "ioc",
    "target_host": "targetHost",
    "target_host_name": "host-name",
    "source_event_id": "eventId",
    "case_id": "caseId",
}
_PLAIN_FIELDS = ("path", "arguments", "hash", "action", "area", "severity", "server", "comment", "type")


class Refusal(Exception):
    """The gateway answered, and the answer is no."""

    def __init__(self, answer):
        body = answer.body
        code = body.get("code")
        self.code = code if isinstance(code, int) else None
        self._details = [detail for detail in _list(body.get("details")) if isinstance(detail, dict)]
        info = self._detail("ErrorInfo")
        self.reason = printable(str(info.get("reason", "")), 64)
        self.http_status = answer.status
        self._message = str(body.get("message", ""))
        super().__init__(self.sentence)

    @property
    def retriable(self):
        """True if nothing was done and a repeat may help: the gateway, or a proxy before it, is unavailable."""
        return self.code == UNAVAILABLE or (self.code is None and self.http_status in _PROXY_UNAVAILABLE)

    @property
    def retry_delay(self):
        """Seconds the gateway asks to wait (RetryInfo), else 0."""
        try:
            return min(3600.0, max(0.0, float(str(self._detail("RetryInfo").get("retryDelay", "0s")).rstrip("s"))))
        except ValueError:
            return 0.0

    @property
    def sentence(self):
        """All bad fields by the names of the arguments, or the gateway's message."""
        violations = [v for v in _list(self._detail("BadRequest").get("fieldViolations")) if isinstance(v, dict)]
        if violations:
            said = "; ".join("{} {}".format(_named(str(v.get("field", ""))), v.get("description", "")) for v in violations)
        else:
            said = self._message or "the answer is not the gateway's"
        return printable("{} ({})".format(said, self.reason or "HTTP {}".format(self.http_status)))

    def _detail(self, name):
        for detail in self._details:
            if str(detail.get("@type", "")).endswith("google.rpc." + name):
                return detail
        return {}


def _list(value):
    return value if isinstance(value, list) else []


def _named(field):
    last = field.rpartition(".")[2]
    name = _ARGUMENT_OF_FIELD.get(last, last if last in _PLAIN_FIELDS else "")
    return "--{} ({}):".format(name, field) if name else field + ":"
