"""The nine tasks: which arguments a script takes, and how they become the task of a ResponseAction (proto JSON)."""

import re

from .archive import read_archive
from .arguments import Argument
from .scan import scan_objects

_HASHES = [
    Argument("md5hash", "MD5 of the file, 32 hexadecimal digits"),
    Argument("sha256hash", "SHA-256 of the file, 64 hexadecimal digits"),
]


def _file(values):
    params = {"path": values.required("path")}
    hashes = {"md5hash": ("md5Hash", 32), "sha256hash": ("sha256Hash", 64)}
    # An empty hash beside a good one changes nothing: the file is still told by the other.
    other_given = any(values.is_filled(name) for name in hashes)
    for name, (field, digits) in hashes.items():
        value = values.text(name, allow_empty=True if other_given else None)
        if value:
            params[field] = _hex(values, name, value, digits)
    return params


def _hex(values, name, value, digits):
    if not re.match("^[0-9a-fA-F]{%d}$" % digits, value):
        values.problem(name, "must be {} hexadecimal digits ({}); it is {} characters long".format(digits, "MD5" if digits == 32 else "SHA-256", len(value)))
    return value



def _delete_file(values):
    params = _file(values)
    subfolders = values.flag("searchInSubfolders")
    if subfolders is not None:
        params["searchInSubfolders"] = subfolders
    return params


def _terminate_process(values):
    params = _file(values)
    params["caseSensitive"] = bool(values.flag("caseSensitive"))
    return params


def _prevent_execution(values):
    return {
        "hash": _hex(values, "hash", values.required("hash"), 32),
        "path": values.text("path"),
        "caseSensitive": bool(values.flag("caseSensitive")),
    }


def _start_process(values):
    params = {"executablePath": values.required("executablePath")}
    for name in ("arguments", "workingFolder"):
        value = values.text(name)
        if value:
            params[name] = value
    return params


def _isolate_host(values):
    actions = {"1": "ISOLATION_ACTION_ENABLE", "on": "ISOLATION_ACTION_ENABLE", "0": "ISOLATION_ACTION_DISABLE", "off": "ISOLATION_ACTION_DISABLE"}
    word = values.required("action").lower()
    if word and word not in actions:
        values.problem("action", "must be 1 (on) or 0 (off)")
    return {"action": actions.get(word)}


def _ioc_scan(values):
    path = values.required("ioc")
    params = {name: bool(values.flag(name)) for name in ("isolateHost", "scanCriticalAreas", "quarantineObject")}
    if path:
        params["iocArchive"] = read_archive(values, path)
    return params


def _on_demand_scan(values):
    return {"objects": scan_objects(values)}


class Task:
    """One task. name is the field of ResponseAction in JSON and the name of the script."""

    def __init__(self, name, arguments, build):
        self.name = name
        self.arguments = arguments
        self.build = build

    @property
    def kind(self):
        """The value of TaskKind: isolateHost is TASK_KIND_ISOLATE_HOST."""
        return "TASK_KIND_" + re.sub("([A-Z])", r"_\1", self.name).upper()


def _path(what):
    return Argument("path", what)


_CASE = Argument("caseSensitive", "compare the file name with its case: true or false (default)", flag=True)

TASKS = {
    task.name: task
    for task in (
        Task("getFile", [_path("file to get; required")] + _HASHES, _file),
        Task(
            "deleteFile",
            [_path("file to delete; required")] + _HASHES + [Argument("searchInSubfolders", "also look in subfolders: true or false", flag=True)],
            _delete_file,
        ),
        Task("quarantineFile", [_path("file to quarantine; required")] + _HASHES, _file),
        Task(
            "iocScan",
            [
                Argument("ioc", "absolute path on this correlator of a ZIP with .ioc or .xml files, at most 3 MiB; required"),
                Argument("isolateHost", "isolate the host on a hit: true or false (default)", flag=True),
                Argument("scanCriticalAreas", "scan critical areas on a hit: true or false (default)", flag=True),
                Argument("quarantineObject", "quarantine and delete the object on a hit: true or false (default)", flag=True),
            ],
            _ioc_scan,
        ),
        Task(
            "startProcess",
            [
                Argument("executablePath", "program to start; required"),
                Argument("arguments", "its command line arguments", free=True),
                Argument("workingFolder", "its working folder"),
            ],
            _start_process,
        ),
        Task("terminateProcess", [_path("file whose processes end; required")] + _HASHES + [_CASE], _terminate_process),
        Task("isolateHost", [Argument("action", "1 or on: isolate; 0 or off: release; required")], _isolate_host),
        Task("preventExecution", [Argument("hash", "MD5 of the file; required"), _path("path of the file"), _CASE], _prevent_execution),
        Task(
            "onDemandScan",
            [
                _path("folders to scan, separated by spaces; each begins with a drive (C:\\) or a server (\\\\)"),
                Argument("type", "scopes, separated by spaces or commas: 14-18, 22-25 or their names; default 22 with --path, else 14 15 16"),
                Argument("recursive", "scan subfolders too: true or false (default)", flag=True),
            ],
            _on_demand_scan,
        ),
    )
}
