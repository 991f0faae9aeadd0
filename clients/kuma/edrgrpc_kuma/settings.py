"""edrgrpc.ini, the one settings file, which lies beside the scripts. It holds no KSC credentials; a token is in a file of its own."""

import configparser
import os
import re
import ssl
from urllib.parse import urlsplit

from .failure import SETTINGS, Failure
from .files import read_regular

FILE_NAME = "edrgrpc.ini"
HOST_IDS = "id"
HOST_IDS_OR_NAMES = "id-or-name"
ANY_HOST_IDS = "any-id"

_SECTION = "gateway"
_MAX_FILE_BYTES = 1024 * 1024
_SEVERITIES = {"": "", "information": "SEVERITY_INFORMATION", "warning": "SEVERITY_WARNING", "critical": "SEVERITY_CRITICAL"}
_DEFAULTS = {
    "url": "",
    "ca_file": "",
    "client_certificate": "",
    "client_key": "",
    "token_file": "",
    "server": "",
    "area": "",
    "severity": "",
    "timeout": "20",
    "repeat_window": "120",
    "target_host": HOST_IDS,
    "allow_empty": "no",
}


def severity_of(word):
    """SEVERITY_... of a word or of KSC's number, or None."""
    word = word.lower()
    return _SEVERITIES.get({"1": "information", "2": "warning", "3": "critical"}.get(word, word))


class Settings:
    """The checked settings."""

    def __init__(self, folder):
        self._folder = folder
        values = self._read(os.path.join(folder, FILE_NAME))
        self.scheme, self.host, self.port, self.prefix = _address(values["url"])
        self.server = values["server"]
        self.area = values["area"]
        self.severity = severity_of(values["severity"])
        if self.severity is None:
            raise _wrong("severity", "must be information, warning or critical")
        self.timeout = _number(values, "timeout", 1, 600)
        self.repeat_window = _number(values, "repeat_window", 10, 3600)
        self.target_host = values["target_host"]
        if self.target_host not in (HOST_IDS, HOST_IDS_OR_NAMES, ANY_HOST_IDS):
            raise _wrong("target_host", "must be {}, {} or {}".format(HOST_IDS, HOST_IDS_OR_NAMES, ANY_HOST_IDS))
        if values["allow_empty"] not in ("yes", "no"):
            raise _wrong("allow_empty", "must be yes or no")
        self.allow_empty = values["allow_empty"] == "yes"
        self.token = self._token(values["token_file"])
        self.tls = self._tls(values) if self.scheme == "https" else None

    @property
    def address(self):
        """The gateway's address for people."""
        return "{}://{}:{}".format(self.scheme, self.host, self.port)

    def _read(self, path):
        text = _checked_file(path, "the settings file", private=False)
        parser = configparser.ConfigParser(interpolation=None, default_section="")
        try:
            parser.read_string(text.decode("utf-8"))
        except (configparser.Error, UnicodeDecodeError) as error:
            raise Failure(SETTINGS, "{} is not a readable settings file ({})".format(path, type(error).__name__)) from None
        if parser.sections() != [_SECTION]:
            raise Failure(SETTINGS, "{} must hold one section, [{}]".format(path, _SECTION))
        values = dict(_DEFAULTS)
        for key, value in parser.items(_SECTION):
            if key not in values:
                raise Failure(SETTINGS, "{} holds the unknown setting {}; known are {}".format(path, key, ", ".join(sorted(values))))
            values[key] = value.strip()
        return values

    def _path(self, value):
        return os.path.join(self._folder, value)

    def _token(self, value):
        if not value:
            return ""
        token = _checked_file(self._path(value), "token_file", private=True).decode("utf-8", "replace").strip()
        if not token or not all("!" <= c <= "~" for c in token):
            raise _wrong("token_file", "must name a file with one line of printable ASCII without spaces")
        return token

    def _tls(self, values):
        context = ssl.create_default_context(cadata=self._authorities(values["ca_file"]))
        # Already so by default; written down because nothing may switch it off.
        context.check_hostname = True
        context.verify_mode = ssl.CERT_REQUIRED
        if hasattr(context, "minimum_version"):
            context.minimum_version = ssl.TLSVersion.TLSv1_2
        else:
            context.options |= ssl.OP_NO_TLSv1 | ssl.OP_NO_TLSv1_1
        if bool(values["client_certificate"]) != bool(values["client_key"]):
            raise _wrong("client_certificate", "and client_key must be set together")
        if values["client_certificate"]:
            certificate, key = self._path(values["client_certificate"]), self._path(values["client_key"])
            _checked_file(certificate, "client_certificate", private=False)
            _checked_file(key, "client_key", private=True)
            try:
                context.load_cert_chain(certificate, key, password=_no_password)
            except (ssl.SSLError, ValueError) as error:
                raise _wrong("client_key", "and client_certificate are no matching pair of PEM files ({})".format(type(error).__name__)) from None
        return context

    def _authorities(self, value):
        """The CA's certificates as PEM text; None means the system's trust."""
        if not value:
            return None
        text = _checked_file(self._path(value), "ca_file", private=False).decode("ascii", "replace")
        try:
            ssl.create_default_context(cadata=text)
        except (ssl.SSLError, ValueError):
            raise _wrong("ca_file", "must be a PEM file with certificates") from None
        return text


def _no_password():
    raise ValueError("the key is encrypted; nobody is there to be asked")


def _address(url):
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise _wrong("url", "is not a URL") from None
    if parts.scheme not in ("https", "http") or not parts.hostname or parts.username or parts.query or parts.fragment:
        raise _wrong("url", "must be https://host:port, without user, query or fragment")
    return parts.scheme, parts.hostname, port or (443 if parts.scheme == "https" else 80), parts.path.rstrip("/")


def _number(values, key, lowest, highest):
    if not re.match("^[0-9]{1,6}$", values[key]) or not lowest <= int(values[key]) <= highest:
        raise _wrong(key, "must be a whole number of seconds from {} to {}".format(lowest, highest))
    return int(values[key])


def _wrong(key, sentence):
    return Failure(SETTINGS, "setting {} in {} {}".format(key, FILE_NAME, sentence))


def _checked_file(path, what, private):
    """The bytes of a file that nobody but its owner (this user or root) can change, and, if private, that not everybody can read."""
    try:
        state, content = read_regular(path, _MAX_FILE_BYTES)
    except OSError as error:
        raise Failure(SETTINGS, "{} ({}) cannot be read: {}".format(path, what, error.strerror)) from None
    except ValueError as error:
        raise Failure(SETTINGS, "{} ({}) {}".format(path, what, error)) from None
    for wrong, sentence in (
            (state.st_uid not in (0, os.geteuid()), "belongs to another user: chown it to root or to the user of the correlator"),
            (state.st_mode & 0o022, "can be changed by others than its owner: chmod go-w"),
            (private and state.st_mode & 0o007, "can be read by every user: chmod o-rwx"),
            (len(content) > _MAX_FILE_BYTES, "is larger than 1 MiB")):
        if wrong:
            raise Failure(SETTINGS, "{} ({}) {}".format(path, what, sentence))
    return content
