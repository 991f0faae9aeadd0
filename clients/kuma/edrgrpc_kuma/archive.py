"""The IOC archive of iocScan: a file on this correlator."""

import base64
import os

from .files import read_regular

MAX_ARCHIVE_BYTES = 3 * 1024 * 1024


def read_archive(values, path):
    """The archive as base64. What is no ZIP never leaves this machine: the path may come from an event."""
    problem, content = _read(path)
    if problem:
        values.problem("ioc", problem)
        return ""
    return base64.b64encode(content).decode("ascii")


def _read(path):
    if not os.path.isabs(path):
        return "must be an absolute path on this correlator", b""
    try:
        content = read_regular(path, MAX_ARCHIVE_BYTES)[1]
    except OSError as error:
        return "cannot be read on this correlator: {}".format(error.strerror), b""
    except ValueError as error:
        return str(error), b""
    if len(content) > MAX_ARCHIVE_BYTES:
        return "is larger than 3 MiB", b""
    if not content.startswith(b"PK\x03\x04"):
        return "is not a ZIP archive with files in it", b""
    return None, content
