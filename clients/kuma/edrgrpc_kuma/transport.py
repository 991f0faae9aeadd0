"""One request to the gateway: HTTP/1.1 over TLS with its JSON transcoding (http.client knows no redirects and no proxies from the environment)."""

import http.client
import ipaddress
import json
import ssl

from .failure import SETTINGS, Failure
from .text import printable

_MAX_ANSWER_BYTES = 8 * 1024 * 1024


class ConnectionLost(Exception):
    """No answer came, so the gateway may or may not have got the request. Repeating with the same request_id is safe."""


class Answer:
    """Status, Date header and JSON body of an answer."""

    def __init__(self, status, date, body):
        self.status = status
        self.date = date
        self.body = body


class _LoopbackConnection(http.client.HTTPConnection):
    """Cleartext, to this machine only. What counts is the address that was connected to, not the name in the URL."""

    def connect(self):
        super().connect()
        if not ipaddress.ip_address(self.sock.getpeername()[0].partition("%")[0]).is_loopback:
            self.close()
            raise Failure(SETTINGS, "setting url in edrgrpc.ini must be https://: http:// is taken for loopback addresses only")


class Transport:
    """Sends requests to the gateway of the settings."""

    def __init__(self, settings):
        self._settings = settings

    def send(self, method, path, body, timeout):
        """The answer, whatever its status, or ConnectionLost."""
        settings = self._settings
        if settings.tls is None:
            connection = _LoopbackConnection(settings.host, settings.port, timeout=timeout)
        else:
            connection = http.client.HTTPSConnection(settings.host, settings.port, timeout=timeout, context=settings.tls)
        headers = {"Accept": "application/json", "User-Agent": "edrgrpc-kuma"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        if settings.token:
            headers["Authorization"] = "Bearer " + settings.token
        try:
            connection.request(method, settings.prefix + path, body=None if body is None else json.dumps(body).encode("ascii"), headers=headers)
            response = connection.getresponse()
            content = response.read(_MAX_ANSWER_BYTES)
            return Answer(response.status, response.getheader("Date"), _json(response.status, content))
        except ssl.CertificateError as error:
            raise _untrusted(settings, error) from None
        except ssl.SSLError as error:
            if error.reason == "CERTIFICATE_VERIFY_FAILED":
                raise _untrusted(settings, error) from None
            raise ConnectionLost("TLS failed: " + printable(error.reason or type(error).__name__)) from None
        except OSError as error:
            raise ConnectionLost(printable(error.strerror or str(error) or type(error).__name__, 100)) from None
        except http.client.HTTPException as error:
            raise ConnectionLost("the answer broke off ({})".format(type(error).__name__)) from None
        finally:
            connection.close()


def _json(status, content):
    try:
        body = json.loads(content.decode("utf-8"))
    except ValueError:
        body = None
    if isinstance(body, dict):
        return body
    if status // 100 == 2:
        raise ConnectionLost("the answer broke off or is not the gateway's")
    return {}


def _untrusted(settings, error):
    reason = printable(getattr(error, "verify_message", "") or str(error), 200)
    return Failure(
        SETTINGS,
        "the certificate of {} is not trusted ({}); nothing was sent. Check ca_file and the host in url".format(settings.address, reason))
