"""
The scopes of onDemandScan. The vendor documents --path as a space-delimited list and --type as one number, but the request as a list
of objects with one path and one type each (docs/adr/0001): every type and every folder becomes an object of its own.
"""

import re

FOLDER = 22
CRITICAL_AREAS = (14, 15, 16)

_NAMES = {
    "systemmemory": 14,
    "startupobjectsandrunningprocesses": 15,
    "diskbootsectors": 16,
    "systembackupstorage": 17,
    "email": 18,
    "folder": FOLDER,
    "allremovabledrives": 23,
    "allnetworkdrives": 24,
    "allfixeddrives": 25,
}
_TYPES = {
    14: "SCAN_OBJECT_TYPE_SYSTEM_MEMORY",
    15: "SCAN_OBJECT_TYPE_STARTUP_OBJECTS_AND_RUNNING_PROCESSES",
    16: "SCAN_OBJECT_TYPE_DISK_BOOT_SECTORS",
    17: "SCAN_OBJECT_TYPE_SYSTEM_BACKUP_STORAGE",
    18: "SCAN_OBJECT_TYPE_EMAIL",
    FOLDER: "SCAN_OBJECT_TYPE_FOLDER",
    23: "SCAN_OBJECT_TYPE_ALL_REMOVABLE_DRIVES",
    24: "SCAN_OBJECT_TYPE_ALL_NETWORK_DRIVES",
    25: "SCAN_OBJECT_TYPE_ALL_FIXED_DRIVES",
}
_MAX_OBJECTS = 64


def scan_objects(values):
    """The scan objects of ResponseAction.on_demand_scan."""
    types = _types(values) or ([FOLDER] if values.has("path") else list(CRITICAL_AREAS))
    if FOLDER in types:
        path = values.required("path")
    else:
        path = ""
        if values.is_filled("path"):
            values.problem("path", "is given, but no --type 22 (Folder) that would scan it")
    # Folders may hold spaces themselves: a new one begins where a drive or a server follows.
    paths = re.split(r"\s+(?=[A-Za-z]:\\|\\\\)", path.strip())
    recursive = bool(values.flag("recursive"))
    objects = []
    for number in types:
        for folder in paths if number == FOLDER else [""]:
            objects.append({"enabled": True, "path": folder, "recursive": recursive, "type": _TYPES[number]})
    if len(objects) > _MAX_OBJECTS:
        values.problem("path", "names more than {} scopes".format(_MAX_OBJECTS))
    return objects


def _types(values):
    numbers = []
    for word in re.split(r"[\s,]+", values.text("type", 1000, allow_empty=False).strip()):
        number = _NAMES.get(word.lower()) or (int(word) if re.match("^[0-9]{2}$", word) else None)
        if number in _TYPES and number not in numbers:
            numbers.append(number)
        elif word and number not in _TYPES:
            values.problem("type", "must be numbers of 14-18, 22-25 or their names, for example 14,15,16 or Folder")
            break
    return numbers
